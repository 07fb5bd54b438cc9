// Everything that light falls on. Vertices are in the world's space unless the node moves (keys, doors).
uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 trans_model_to_world;
attribute vec4 p3d_Vertex;
attribute vec3 p3d_Normal;
attribute vec2 p3d_MultiTexCoord0;
attribute vec4 p3d_Color;
invariant gl_Position;  // depth.vert has to come to the very same
varying vec3 place;
varying vec3 facing;
varying vec2 uv;
varying vec4 tint;

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    place = (trans_model_to_world * p3d_Vertex).xyz;
    facing = (trans_model_to_world * vec4(p3d_Normal, 0.0)).xyz;
    uv = p3d_MultiTexCoord0;
    tint = p3d_Color;
}
