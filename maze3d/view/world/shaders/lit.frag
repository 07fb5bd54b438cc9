// Stone, fittings and chalk under torchlight. Set by materials.py: TORCHES, DETAIL (0 to 2), PIXELS (a surface's
// side), and one of MASONRY, FITTING, MARK.
#extension GL_ARB_shader_texture_lod : enable
uniform vec4 lights[TORCHES * 2];  // first half: x y z strength; second half: r g b, 1 if the map shades it
uniform vec4 frame[9];             // eye, time; lantern, strength; reach, brightness, fog, sky; fog colour, lively; exit,
                                   // open; torch; towards the sun, weather; sun; daylight
uniform sampler2D colour_map;      // sRGB colour, height
uniform sampler2D relief_map;      // normal's x and y (r, g), glow (b), roughness
uniform sampler2D weather_map;     // moss (b), damp (g), stain (r), grain (a)
uniform sampler2D place_map;       // openness (r), unshadowed share (g), sqrt of torch light (b), damp (a)
uniform sampler2D sun_map;         // how high the walls' shadow reaches: 0.5 is the floor, 1 the walls' top
uniform vec4 place_frame;          // map's south-west corner x z, 1 / width, 1 / height
varying vec3 place;
varying vec3 facing;
varying vec2 uv;
varying vec4 tint;

const float TILE = 1.35;    // cells that a surface covers
const float HEIGHT = 0.8789;
const float REACH2 = 25.0;  // bake.REACH squared

#ifdef FITTING
#define SHEEN tint.rgb
#else
#define SHEEN 1.0
#endif

const float STEPS = 10.0;   // of the ray into the relief
const float GRAIN = 4.0;    // the first mipmap without grain

// Where the ray ends one pixel may lie far from the next: the mipmap is chosen as if there were no relief, or the
// edges of stones would sparkle.
#if DETAIL > 1 && defined(GL_ARB_shader_texture_lod)
#define STONE_AT(map, st, times) texture2DGradARB(map, (st) * times, along * times, across * times)
#define DEPTH_AT(st) texture2DLod(colour_map, st, level).a
#else
#define STONE_AT(map, st, times) texture2D(map, (st) * times)
#define DEPTH_AT(st) texture2D(colour_map, st, GRAIN).a
#endif

float falloff(float d2) {
    float window = clamp(1.0 - d2 * d2 / (REACH2 * REACH2), 0.0, 1.0);
    return window * window / (0.50 + d2);
}

// ACES filmic curve (Narkowicz 2015), then the power 1 / 2.2: one fraction that is within 0.015 of both together.
vec3 tone(vec3 c) {
    vec3 root = sqrt(c);
    return root * (0.336 + 4.455 * root) / (1.0 + root * (4.455 * root - 0.136));
}

void main() {
#ifdef MASONRY
    vec3 flat_n = facing;  // the same on all of a face
#else
    vec3 flat_n = normalize(facing);
#endif
    vec3 to_eye = frame[0].xyz - place;
    float far2 = dot(to_eye, to_eye);
    vec3 v = to_eye * inversesqrt(far2 + 1e-6);
    vec4 ground = texture2D(place_map, (place.xz + flat_n.xz * 0.09 - place_frame.xy) * place_frame.zw);
    float share = ground.g;
    float open_air = ground.r;
    vec3 n = flat_n;
    float gloss = 0.15;
    float shine = 0.0;
    vec3 colour;
    float alpha = 1.0;
    vec3 own = vec3(0.0);

#ifdef MASONRY
    float upright = 1.0 - abs(flat_n.y);
    vec3 t = upright > 0.5 ? vec3(-flat_n.z, 0.0, flat_n.x) : vec3(1.0, 0.0, 0.0);
    vec3 b = upright > 0.5 ? vec3(0.0, 1.0, 0.0) : vec3(0.0, 0.0, 1.0);
    vec2 st = uv / TILE;
#if DETAIL > 1
    vec2 along = dFdx(st);
    vec2 across = dFdy(st);
    // Relief by marching the view ray down into the height field (parallax occlusion, Tatarchuk 2006). The height is
    // read from mipmaps that have no grain, or each grain would be drawn out into a hair along the ray.
    vec3 vt = vec3(dot(v, t), dot(v, b), dot(v, flat_n));
    // Seen at a slant, or from afar, the steps would be wide apart: there it lies flat.
    float depth = 0.019 * smoothstep(9.0, 1.5, far2) * smoothstep(0.10, 0.55, vt.z);
    vec2 step_uv = vt.xy / max(vt.z, 0.42) * depth / STEPS;
    float level = max(log2(PIXELS * sqrt(max(dot(along, along), dot(across, across)))) + 1.0, GRAIN);
    float ray = 1.0;
    float here = DEPTH_AT(st);
    float before = here;
    for (int i = 0; i < int(STEPS); i++) {
        float above = step(here + 1e-4, ray);
        st -= step_uv * above;
        ray -= above / STEPS;
        before = mix(before, here, above);
        here = DEPTH_AT(st);
    }
    float over = max(here - ray, 0.0);
    float below = max(ray + 1.0 / STEPS - before, 0.0);
    st += step_uv * (over / max(over + below, 1e-3));
#endif
    vec4 base = STONE_AT(colour_map, st, 1.0);
    vec4 relief = STONE_AT(relief_map, st, 1.0);
    colour = base.rgb * tint.rgb;
    own = base.rgb * (relief.b * 1.6);
    float weather = frame[6].w;
    vec4 broad = texture2D(weather_map, uv * 0.17 + flat_n.xz * 0.31 + place.xz * 0.013);
#if DETAIL > 1
    vec4 close = texture2D(weather_map, uv * 1.9);
#else
    vec4 close = vec4(vec3(0.22), 0.3 + 0.4 * base.a);
#endif
    float damp = ground.a * 1.25 - 0.25 + (broad.g - 0.5) * 0.9;
    float foot = max(1.0 - place.y * 1.9, 0.0);
    foot *= foot * upright;
    colour *= 1.0 + weather * (0.44 * broad.r - 0.22);
#if DETAIL > 1
    colour *= mix(vec3(1.0), vec3(1.08, 1.0, 0.90), weather * clamp(broad.a * 2.0 - 0.6, 0.0, 1.0));
    colour *= 1.0 + weather * (0.20 * close.a - 0.10);
#endif
    // Water creeps up from the floor and darkens the stone; moss follows where it stays, joints first.
    float wet = weather * smoothstep(0.32, 0.72, damp + 0.25 * foot);
    colour *= 1.0 - 0.42 * wet;
    float low = 1.0 - base.a;
    float moss = weather * smoothstep(0.60, 0.86, damp * 0.62 + broad.b * 0.42 + 0.34 * foot + 0.30 * low - 0.10
                            - 0.35 * step(flat_n.y, -0.5)) * smoothstep(0.25, 0.62, close.b + 0.3 * low);
    colour = mix(colour, vec3(0.050, 0.082, 0.022) * (0.55 + 0.9 * close.a), moss * 0.88);
    gloss = mix(1.0 - relief.a, 0.72, wet * 0.75) * (1.0 - moss);
#if DETAIL > 0
    vec3 bump = vec3(relief.xy * 2.0 - 1.0, 0.0);
    bump.z = sqrt(max(1.0 - dot(bump.xy, bump.xy), 0.04));
#if DETAIL > 1
    bump.xy += (STONE_AT(relief_map, st, 3.7).xy * 2.0 - 1.0) * (0.22 * weather);
#endif
    float pool = weather * (1.0 - upright) * step(0.5, flat_n.y) * smoothstep(0.62, 0.80, damp + low * 0.34 - 0.02);
    bump = mix(bump, vec3(0.0, 0.0, 1.0), pool);
    gloss = mix(gloss, 0.96, pool);
    colour *= 1.0 - 0.45 * pool;
    n = t * bump.x + b * bump.y + flat_n * bump.z;  // as long as a normal is, but for the grain
#if DETAIL > 1
    n = normalize(n);
#endif
#endif
    shine = 1.0;
#ifdef OPEN
    float under = 0.75 + 0.35 * place.y / HEIGHT;
#else
    float under = 0.55 + 0.45 * smoothstep(0.0, 0.20, HEIGHT - place.y);
#endif
    float crease = mix(1.0, (0.42 + 0.58 * smoothstep(0.0, 0.17, place.y)) * under, upright);
    open_air *= crease;
    open_air *= 0.62 + 0.38 * smoothstep(0.05, 0.55, base.a);
#endif
#ifdef FITTING
    vec4 base = texture2D(colour_map, uv);
    colour = base.rgb * tint.rgb * tint.rgb * 1.7;
    vec4 relief = texture2D(relief_map, uv);
    own = tint.rgb * tint.rgb * (1.0 - tint.a) * 1.1 + base.rgb * (relief.b * 1.6);
    gloss = 1.0 - relief.a;
    shine = 1.6;
#endif
#ifdef MARK
    vec4 base = texture2D(colour_map, uv);
    colour = tint.rgb * (0.75 + 0.25 * base.r);
    alpha = base.a * tint.a;
#endif

    vec3 sum = vec3(0.0);
    vec3 glint = vec3(0.0);
    float counted = 0.0;
    float edge = 8.0 + 90.0 * gloss * gloss;
    vec3 shone = vec3(0.0);
    for (int i = 0; i < TORCHES; i++) {
        vec4 light = lights[i];
        vec3 l = light.xyz - place;
        float d2 = dot(l, l);
        if (d2 < REACH2 && light.w > 0.0) {
            vec4 hue = lights[i + TORCHES];
            l *= inversesqrt(d2 + 1e-5);
            float strength = falloff(d2) * light.w;
            counted += strength * hue.a;
            strength *= mix(1.0, share, hue.a);
            // A flame is a volume, not a point: its light wraps a little round what faces away.
            strength *= clamp(dot(n, l) * 0.88 + 0.12, 0.0, 1.0) * clamp(dot(flat_n, l) * 3.0 + 0.6, 0.0, 1.0);
            sum += hue.rgb * strength;
            shone += l * strength;
        }
    }
    // Torches beyond the nearest ones: their light is in the map, without a direction.
    float rest = max(ground.b * ground.b * 3.0 - counted * share, 0.0);
    sum += frame[5].rgb * (rest * 0.62 * frame[2].w * (0.75 + 0.25 * n.y));

    vec3 l = frame[1].xyz - place;
    float d2 = dot(l, l);
    l *= inversesqrt(d2 + 1e-5);
    float near = max(1.0 - d2 / (frame[2].x * frame[2].x), 0.0);
    float lantern = frame[1].w * near * near / (0.55 + d2);
    float lantern_n = clamp(dot(n, l) * 0.9 + 0.1, 0.0, 1.0);
    sum += vec3(1.0, 0.80, 0.58) * (lantern * lantern_n);
#if DETAIL > 0
    // What shines back: one highlight, for where most of the light comes from.
    shone += l * (lantern * lantern_n * 0.5);
    vec3 half_way = normalize(normalize(shone + 1e-5 * flat_n) + v);
    float facing_half = clamp(dot(n, half_way), 0.0, 1.0);
    // About a power of `edge` (Schlick 1994).
    glint += sum * (facing_half / (edge - edge * facing_half + facing_half));
#endif
#ifdef DAY
    // Light from everywhere above, and what the floor throws back of it.
    sum += frame[8].rgb * (0.62 + 0.38 * n.y) * open_air;
    float rim = pow(1.0 - max(dot(n, v), 0.0), 4.0);
    glint += frame[8].rgb * ((0.25 + 0.75 * max(n.y, 0.0)) * (0.10 + 2.0 * rim));
#endif
#ifdef SUN
    vec2 beside = (place.xz + flat_n.xz * 0.03 - place_frame.xy) * place_frame.zw;
    float shadow = (texture2D(sun_map, beside).r * 2.0 - 1.0) * HEIGHT;
    float sunlit = smoothstep(-0.035, 0.035, place.y - shadow) * smoothstep(0.0, 0.12, dot(flat_n, frame[6].xyz));
    sum += frame[7].rgb * (sunlit * max(dot(n, frame[6].xyz), 0.0));
    // Beside sunlit ground the shade is not dark.
    sum += frame[7].rgb * (0.07 * open_air * (0.7 - 0.3 * n.y));
#if DETAIL > 0
    glint += frame[7].rgb * (sunlit * pow(max(dot(n, normalize(frame[6].xyz + v)), 0.0), edge));
#endif
#endif
    vec3 sky = mix(vec3(0.012, 0.012, 0.015), vec3(0.015, 0.018, 0.024), n.y * 0.5 + 0.5) * frame[2].w;
    vec3 result = colour * (sum * mix(open_air, 1.0, 0.25) + sky * open_air)
                + glint * SHEEN * (gloss * gloss * shine * (0.20 + edge * 0.006)) * open_air + own;

    float fog = exp(-far2 * frame[2].z * frame[2].z);
    result = mix(frame[3].rgb, result, fog) * frame[2].y;
    result = tone(result);
    // Half a step of noise (interleaved gradients, Jimenez 2014), or the dark would show bands.
    result += (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
    gl_FragColor = vec4(result, alpha);
}
