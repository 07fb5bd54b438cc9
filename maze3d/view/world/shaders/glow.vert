// What shines by itself: flames, halos, the exit's veil, footsteps of light. A vertex with an offset
// (its normal's x and y) turns to the eye; the normal's z is the kind of glow.
uniform mat4 p3d_ModelViewMatrix;
uniform mat4 p3d_ProjectionMatrix;
attribute vec4 p3d_Vertex;
attribute vec3 p3d_Normal;
attribute vec2 p3d_MultiTexCoord0;
attribute vec4 p3d_Color;
varying vec2 uv;
varying vec4 tint;
varying float kind;
varying float far2;

void main() {
    vec4 seen = p3d_ModelViewMatrix * p3d_Vertex;
    far2 = dot(seen.xyz, seen.xyz);
    if (dot(p3d_Normal.xy, p3d_Normal.xy) > 0.0) {
        // Drawn a little nearer, so that the wall it hangs on does not cut it in half.
        seen.xyz *= 1.0 - min(0.16 * inversesqrt(far2), 0.5);
        seen.xy += p3d_Normal.xy;
    }
    gl_Position = p3d_ProjectionMatrix * seen;
    uv = p3d_MultiTexCoord0;
    tint = p3d_Color;
    kind = p3d_Normal.z;
}
