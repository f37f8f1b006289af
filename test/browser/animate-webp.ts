/**
 * Joins still WebP pictures of one size into an animation that repeats forever.
 * Source: developers.google.com/speed/webp/docs/riff_container.
 */
export const animateWebp = (
  stills: readonly Buffer[],
  { width, height, frameMs }: { width: number; height: number; frameMs: number },
): Buffer => {
  const size = Buffer.concat([uint24(width - 1), uint24(height - 1)]);
  const frames = stills.map((still) =>
    chunk('ANMF', [uint24(0), uint24(0), size, uint24(frameMs), Buffer.from([KEEP]), imageOf(still)]),
  );
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', [Buffer.from([MOVES, 0, 0, 0]), size]),
    chunk('ANIM', [Buffer.from([255, 255, 255, 255]), Buffer.from([0, 0])]),
    ...frames,
  ]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length), body]);
};

/** The flag of an animation. */
const MOVES = 0b10;
/** A frame replaces the one before it, and stays. */
const KEEP = 0b10;
const HEADER_BYTES = 12;

/** The chunk with the picture itself: `VP8 ` or `VP8L`. */
const imageOf = (still: Buffer): Buffer => {
  for (let at = HEADER_BYTES; at < still.length;) {
    const bytes = 8 + even(still.readUInt32LE(at + 4));
    if (still.toString('latin1', at, at + 3) === 'VP8' && still.toString('latin1', at, at + 4) !== 'VP8X')
      return still.subarray(at, at + bytes);
    at += bytes;
  }
  throw new Error('A still is no plain WebP picture.');
};

const chunk = (name: string, parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(name), uint32(body.length), body, Buffer.alloc(body.length % 2)]);
};

const even = (bytes: number): number => bytes + (bytes % 2);

const uint24 = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
