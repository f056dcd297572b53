// The ways into a workshop that its facilitators and walls show: a code to type, and an invitation to scan or to send, which nobody can guess.
import type { WorkshopCell } from './protocol.gen';

/** What a screen knows of the workshop's doors; nothing until its first cells came. */
type Doors = Pick<WorkshopCell, 'code' | 'invitation'> | undefined;

/** What opens the door without typing: the invitation, or in a workshop from before there were any the code. */
export function doorKey(workshop: Doors): string {
  return workshop?.invitation || (workshop?.code ?? '');
}

/** The link that lets participants in, to copy and to send. */
export function joinLink(address: string, workshop: Doors): string {
  return `${address}/join#${doorKey(workshop)}`;
}

/** The same as a QR code says it: in capitals and at the short path, so that it takes no more modules than the short code did. */
export function scannedLink(address: string, workshop: Doors): string {
  return workshop?.invitation ? `${address}/J#${workshop.invitation}`.toUpperCase() : joinLink(address, workshop);
}
