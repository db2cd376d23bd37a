/** Brings whoever has submitted a form to the first field that is not right, once its fault is said. */
export function focusFirstFault(form: Element): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
}
