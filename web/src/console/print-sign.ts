// Printing the sign alone: the page says for as long as the print lasts that only the sign is wanted (see console.css).

/** Opens the browser's print dialog with the sign of the open dialog on the page. */
export function printSign(): void {
  document.documentElement.dataset.print = 'sign';
  window.addEventListener('afterprint', () => delete document.documentElement.dataset.print, { once: true });
  window.print();
}
