// What shines by itself: flames, halos, the exit's veil, footsteps of light. A vertex with an offset
// (its normal's x and y) turns to the eye and has the way out of the wall behind it, or nothing, where
// others have their place in a picture; the normal's z is the kind of glow.
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
varying float clear;  // 0 at the wall behind it, 1 from where it stands

const float FLAME_OUT = 0.085;  // places.FLAME_OUT

void main() {
    vec4 seen = p3d_ModelViewMatrix * p3d_Vertex;
    vec3 centre = seen.xyz;
    far2 = dot(centre, centre);
    uv = p3d_MultiTexCoord0;
    clear = 1.0;
    if (dot(p3d_Normal.xy, p3d_Normal.xy) > 0.0) {
        // Drawn a little nearer, so that the wall it hangs on does not cut it in half.
        seen.xyz *= 1.0 - min(0.16 * inversesqrt(far2), 0.5);
        seen.xy += p3d_Normal.xy;
        uv = sign(p3d_Normal.xy);
        vec3 out_of_wall = (p3d_ModelViewMatrix * vec4(p3d_MultiTexCoord0.x, 0.0, p3d_MultiTexCoord0.y, 0.0)).xyz;
        clear += dot(seen.xyz - centre, out_of_wall) / FLAME_OUT;
    }
    gl_Position = p3d_ProjectionMatrix * seen;
    tint = p3d_Color;
    kind = p3d_Normal.z;
}
