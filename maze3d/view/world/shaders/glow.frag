// Kinds: 0 flame, 1 halo, 2 veil of the exit, 3 mark of light, 4 water, 5 flame of the tint's colour. uv runs from -1 to 1. Blended by adding.
uniform vec4 frame[9];
uniform sampler2D weather_map;
uniform sampler2D colour_map;
varying vec2 uv;
varying vec4 tint;  // colour of the light; alpha: the flame's seed, else strength
varying float kind;
varying float far2;
varying float clear;

void main() {
    float time = frame[0].w;
    float dim = frame[8].w;     // how strong fire is beside the daylight
    float lively = frame[3].w;  // 0 when flashing is reduced
    vec3 colour;
    if (kind < 0.5 || kind > 4.5) {
        float rise = uv.y * 0.5 + 0.5;
        float phase = tint.a * 37.0;
        vec4 a = texture2D(weather_map, vec2(uv.x * 0.10 + phase, uv.y * 0.10 - time * (0.22 + 0.3 * lively)));
        vec4 b = texture2D(weather_map, vec2(uv.x * 0.22 - phase, uv.y * 0.16 - time * (0.35 + 0.5 * lively)));
        float sway = (a.g - 0.5) * 1.3 * rise + (b.b - 0.5) * 0.7 * rise;
        float width = 0.50 * pow(clamp(1.0 - rise, 0.0, 1.0), 0.62) * smoothstep(-0.05, 0.22, rise);
        float body = 1.0 - abs(uv.x + sway) / max(width, 0.001);
        body *= smoothstep(1.0, 0.55, rise + (b.a - 0.5) * 0.5);
        float heart = smoothstep(0.15, 0.95, body);
        body = smoothstep(0.0, 0.45, body);
        if (kind < 0.5) {
            colour = mix(vec3(1.0, 0.25, 0.03), vec3(1.0, 0.78, 0.38), heart) * body * (0.9 + 2.4 * heart);
            colour += vec3(0.10, 0.16, 0.5) * body * smoothstep(0.22, 0.05, rise) * 0.5;
            colour *= tint.rgb;
        } else {
            vec3 hue = tint.rgb * tint.rgb;
            colour = mix(hue, hue * 0.55 + 0.45, heart) * body * (0.8 + 2.2 * heart);
        }
        colour *= 0.35 + 0.65 * dim;
    } else if (kind < 1.5) {
        float r = length(uv);
        float soft = max(1.0 - r, 0.0);
        colour = tint.rgb * (soft * soft * soft * 0.34 + 0.05 * soft) * (tint.a * dim);
        colour *= smoothstep(0.0, 1.0, clear);  // or the wall would cut it off in a line
    } else if (kind < 2.5) {
        float open_now = frame[4].w;
        float r = length(uv * vec2(1.0, 0.8));
        float angle = atan(uv.y, uv.x) / 6.2832;
        float turn = time * (0.02 + 0.05 * open_now);
        vec2 swirl = vec2(angle * 2.0 + r * 0.55 - turn * 3.0, r * 0.45 - turn * 4.0);
        vec4 a = texture2D(weather_map, swirl * vec2(1.0, 0.5));
        vec4 b = texture2D(weather_map, uv * 0.21 + vec2(turn, -turn * 2.0));
        float veil = smoothstep(0.35, 0.95, a.g * 0.6 + b.b * 0.6);
        float core = max(1.0 - r, 0.0);
        colour = frame[4].rgb * (veil * 0.9 + core * core * 0.45 + 0.08) * mix(0.10, 0.95, open_now);
        colour *= 0.35 + 0.65 * smoothstep(0.0, 0.25, min(1.0 - abs(uv.x), 1.0 - abs(uv.y)));
        colour += vec3(0.9, 1.0, 0.95) * core * core * core * core * 0.30 * open_now;
    } else if (kind > 3.5) {
        float flow;
        if (uv.x > 8.0) {  // rings on a pool, from where the stream falls
            float r = length(vec2(uv.x - 10.0, (uv.y - 0.55) * 0.8));
            float broken = texture2D(weather_map, vec2(uv.x * 0.3, uv.y * 0.3 + time * 0.03)).g;
            flow = smoothstep(0.55, 1.0, sin(r * 26.0 - time * 7.0 + broken * 3.0)) * smoothstep(1.0, 0.2, r) * 0.5;
            flow += smoothstep(0.16, 0.0, r) * 0.8;
            flow *= smoothstep(1.0, 0.8, length(vec2(uv.x - 10.0, max(uv.y, 0.0))));
        } else {
            float streak = texture2D(weather_map, vec2(uv.x * 0.06, uv.y * 0.35 + time * 0.9)).a;
            flow = (0.35 + 1.1 * smoothstep(0.35, 0.75, streak)) * (1.0 - uv.x * uv.x);
        }
        colour = tint.rgb * flow * 0.34;
    } else {
        colour = tint.rgb * texture2D(colour_map, uv).a * tint.a;
    }
    float fog = exp(-far2 * frame[2].z * frame[2].z);
    colour = vec3(1.0) - exp(-colour * fog * frame[2].y * 1.25);
    gl_FragColor = vec4(pow(colour, vec3(1.0 / 2.2)), 1.0);
}
