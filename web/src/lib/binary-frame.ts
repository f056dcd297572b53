// The binary frames of documents, in lib0 v1 encoding: name, number, generation, kind, payload (protocol/README.md, "Documents").
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** A state vector (kind 0), a document's state (1), an update (2). */
export const KIND = { VECTOR: 0, STATE: 1, UPDATE: 2 } as const;

/** One binary frame. */
export interface BinaryFrame {
  /** The document's name, as `desk/3`. */
  name: string;
  /** The client's number of an update; 0 from the server. */
  number: number;
  /** Which generation of the document this belongs to; no two are ever merged. */
  generation: number;
  kind: number;
  payload: Uint8Array;
}

/** Writes a frame. */
export function encodeFrame(frame: BinaryFrame): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, frame.name);
  encoding.writeVarUint(encoder, frame.number);
  encoding.writeVarUint(encoder, frame.generation);
  encoding.writeVarUint(encoder, frame.kind);
  encoding.writeVarUint8Array(encoder, frame.payload);
  return encoding.toUint8Array(encoder);
}

/** Reads a frame; throws if it is none. */
export function decodeFrame(bytes: Uint8Array<ArrayBuffer>): BinaryFrame {
  const decoder = decoding.createDecoder(bytes);
  const name = decoding.readVarString(decoder);
  const number = decoding.readVarUint(decoder);
  const generation = decoding.readVarUint(decoder);
  const kind = decoding.readVarUint(decoder);
  return { name, number, generation, kind, payload: decoding.readVarUint8Array(decoder) };
}
