// Where walls are, and nothing else.
uniform mat4 p3d_ModelViewProjectionMatrix;
attribute vec4 p3d_Vertex;
invariant gl_Position;

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}
