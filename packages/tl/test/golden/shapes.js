// Generated from a schema of three lines.
import { createCodec } from '@chappe/tl/runtime'

export const shapes = createCodec(tables())
const c = shapes

function tables() {
return {
layer: 1,
types: ['Point','Line','Shape'],
constructors: {
names: ['point','line','nothing','group'],
ids: [1,2,4,5],
write: [w_point,w_line,0,w_group],
read: [r_point,r_line,0,r_group],
types: [0,1,2,2],
},
functions: {
names: ['shapes.draw'],
ids: [3],
write: [wf_shapes$draw],
read: [rf_shapes$draw],
results: [0],
},
results: { write: [(w, v) => w.bool(v)], read: [r => r.bool()] },
definitions,
}
}
function definitions() {
return "point flags:# hidden:flags.0?true x:int y:int label:flags.1?string = Point\n\
line points:Vector<Point> = Line\n\
nothing = Shape\n\
group shapes:Vector<Shape> = Shape\n\
shapes.draw line:Line = Bool"
}
function w_point(w, v) {
w.word(1)
let f = 0
if (v.hidden) f |= w.flag(v.hidden, 1)
if (v.label !== void 0) f |= 2
w.word(f)
w.int(v.x)
w.int(v.y)
if (f & 2) w.string(v.label)
}
function r_point(r) {
const f = r.int()
const v = { _: 'point', hidden: void 0, x: r.int(), y: r.int(), label: void 0 }
if (f & 2) v.label = r.string()
if (f & 1) v.hidden = true
return v
}
function w_line(w, v) {
w.word(2)
WV_Point(w, v.points)
}
function r_line(r) {
return { _: 'line', points: RV_Point(r) }
}
function w_group(w, v) {
w.word(5)
WV_Shape(w, v.shapes)
}
function r_group(r) {
return { _: 'group', shapes: RV_Shape(r) }
}
function wf_shapes$draw(w, v) {
w.word(3)
W_Line(w, v.line)
}
function rf_shapes$draw(r) {
return { _: 'shapes.draw', line: R_Line(r) }
}
function WV_Point(w, v) {
const n = w.vector(v)
for (let i = 0; i < n; i++) W_Point(w, v[i])
}
function RV_Point(r) {
const n = r.vector(16)
const v = r.array(n)
for (let i = 0; i < n; i++) v[i] = R_Point(r)
return v
}
function WV_Shape(w, v) {
const n = w.vector(v)
for (let i = 0; i < n; i++) W_Shape(w, v[i])
}
function RV_Shape(r) {
const n = r.vector(4)
const v = r.array(n)
for (let i = 0; i < n; i++) v[i] = R_Shape(r)
return v
}
function W_Line(w, v) {
if (v._ === 'line') w_line(w, v)
else c.substitute(w, v, 1)
}
function R_Line(r) {
return r.int() === 2 ? r_line(r) : c.unknown(r, 1)
}
function W_Point(w, v) {
if (v._ === 'point') w_point(w, v)
else c.substitute(w, v, 0)
}
function R_Point(r) {
return r.int() === 1 ? r_point(r) : c.unknown(r, 0)
}
function W_Shape(w, v) {
switch (v._) {
case 'nothing': return w.word(4)
case 'group': return w_group(w, v)
default: c.substitute(w, v, 2)
}
}
function R_Shape(r) {
let v
r.enter()
switch (r.int()) {
case 4: v = { _: 'nothing' }; break
case 5: v = r_group(r); break
default: v = c.unknown(r, 2)
}
r.leave()
return v
}
