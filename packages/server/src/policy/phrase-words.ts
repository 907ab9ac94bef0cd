/**
 * The words that login phrases are made of: short, common, easy to spell and hard to mistake for one another when read
 * aloud. 128 of them, so that each says 7 bits.
 */
export const phraseWords: readonly string[] = (
  'amber anchor apple arrow autumn badge bamboo banjo basket beacon birch bottle breeze bridge bronze bucket ' +
  'button cabin cactus camera candle canoe carpet castle cedar cherry circle clover cobalt coffee copper cotton ' +
  'cradle crystal cymbal daisy dancer desert dolphin donkey dragon eagle early earth ember engine falcon feather ' +
  'fiddle flint forest fossil garden garlic ginger glacier goblet granite guitar hammer harbor hazel helmet honey ' +
  'igloo island ivory jacket jasmine jigsaw jungle kettle kitten ladder lantern lemon lizard magnet maple marble ' +
  'meadow melon mirror monkey motor nectar needle nickel noodle oasis olive orange orchid otter oxygen paddle ' +
  'panda paper pebble pencil pepper piano pigeon pillow planet pocket puzzle quartz rabbit ribbon river rocket ' +
  'saddle salmon silver sparrow spiral sunset thunder tiger turtle tunnel velvet violin walnut window yellow zebra'
).split(' ')
