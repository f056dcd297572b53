// Forms whose checks are their own must not send what a field holds beyond its bound.

/** Goes to the first field of a form that holds too much; false if none does. */
export function goToOverlong(box: ParentNode | null | undefined): boolean {
  const field = box?.querySelector<HTMLElement>('[data-overlong]');
  field?.focus();
  return field != null;
}
