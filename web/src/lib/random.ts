// Random names made on this device: keys of notes, groups and rows, and ids of commands. They need no secure context.

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** A random key of `length` letters and digits, five bits each: 16 make 80 bits, so two devices never meet. */
export function randomKey(length = 16): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => LETTERS[byte & 31]).join('');
}
