// The panorama as it is, and below the horizon what all is lost in far away.
uniform vec4 frame[9];
uniform sampler2D colour_map;
varying vec2 uv;
varying float up;

vec3 tone(vec3 c) {  // as in lit.frag
    return clamp(c * (2.51 * c + 0.03) / (c * (2.43 * c + 0.59) + 0.14), 0.0, 1.0);
}

void main() {
    vec3 far = tone(frame[3].rgb * frame[2].y);
    vec3 sky = min(texture2D(colour_map, uv).rgb * frame[2].y, vec3(1.0));
    gl_FragColor = vec4(pow(mix(far, sky, smoothstep(0.0, 0.10, up)), vec3(1.0 / 2.2)), 1.0);
}
