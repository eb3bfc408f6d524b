/** Whether a dialog or menu is open or, hidden by its attribute, being loaded. One that is closed may stay on the page without a box. */
export function isInDialog(): boolean {
  const dialogs = document.querySelectorAll<HTMLElement>(
    '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]',
  );
  return [...dialogs].some((dialog) => dialog.hidden || dialog.getClientRects().length > 0);
}
