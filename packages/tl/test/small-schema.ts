import { parseSchema } from '../src/parser.ts'
import type { Schema } from '../src/schema.ts'

/** A schema with one of everything that the codec compiler handles. */
export const smallSchema: Schema = parseSchema(`
// LAYER 7
int ? = Int;
vector#1cb5c415 {t:Type} # [ t ] = Vector t;
int128 4*[ int ] = Int128;
boolFalse#bc799737 = Bool;
boolTrue#997275b5 = Bool;

empty#00000001 = Shape;
circle#00000002 radius:double = Shape;
group#00000003 shapes:Vector<Shape> = Shape;

scalars#00000010 a:int b:long c:double d:string e:bytes f:int128 g:int256 h:int512 n:# t:Bool = Scalars;
flagged#00000011 flags:# quiet:flags.0?true name:flags.1?string yes:flags.2?Bool flags2:# x:flags.3?int y:flags.3?int
  ids:flags2.31?Vector<long> shape:flags2.0?Shape = Flagged;
trailing#00000012 a:int flags:# = Trailing;
bareItem#00000013 id:long = BareItem;
bares#00000014 one:%BareItem two:bareItem many:vector<%BareItem> nested:Vector<Vector<int>> word:4*[ int ] = Bares;
wrapper#00000015 body:Object = Wrapper;
w1 = Wide; w2 = Wide; w3 = Wide; w4 = Wide; w5 = Wide; w6 = Wide; w7 = Wide; w8 = Wide; w9 n:int = Wide;
hasWide#00000016 wide:Wide = HasWide;

---functions---
ns.draw#00000100 flags:# shape:Shape wides:flags.0?Vector<Wide> = Bool;
ns.list#00000101 = Vector<long>;
ns.shapes#00000102 limit:int = Vector<Shape>;
ns.flagged#00000103 = Flagged;
invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X;
`)
