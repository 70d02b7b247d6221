/** What a step of the focus came to: whether it is where it was meant to go, and what is wrong with how it shows. */
export interface FocusStep {
  readonly isThere: boolean;
  readonly wrong: string | null;
}

interface Focused {
  readonly element: HTMLElement;
  /** Around it, as far as a mark of its focus may be drawn: itself, what stands for it, the frames it is in. */
  readonly around: readonly HTMLElement[];
  readonly marks: readonly string[];
}

/**
 * In the page, so it can use nothing from outside itself. A mark of the focus is an outline or a shadow that was there with the
 * focus and is gone without it: so each element is judged when the focus has left it. Where the focus is now must be
 * within the window, and not under something else.
 *
 * @param wanted a selector, or `says:` and what a button or link begins with
 */
export async function stepOfFocus(wanted: string): Promise<FocusStep> {
  const page = window as Window & { focused?: Focused };
  // A mark that fades in or out is looked at when it is there or gone; a spinner never ends.
  const fading = document
    .getAnimations()
    .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.race([
    Promise.all(fading.map((each) => each.finished.catch(() => 0))),
    new Promise((over) => setTimeout(over, 500)),
  ]);
  const marksOf = (around: readonly HTMLElement[]) =>
    around.flatMap((each, index) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each);
      const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px' && !/, 0\)$/.test(outlineColor);
      const outline = hasOutline ? [`${index} ${outlineStyle} ${outlineWidth} ${outlineColor}`] : [];
      return boxShadow === 'none' ? outline : [...outline, `${index} ${boxShadow}`];
    });
  const isSeen = (around: readonly HTMLElement[]) => {
    const shown = around.find((each) => each.clientWidth > 1 || each.getBoundingClientRect().width > 1);
    const box = shown?.getBoundingClientRect();
    if (!shown || !box) return false;
    const xs = [box.left + 3, (box.left + box.right) / 2, box.right - 3];
    const ys = [box.top + 3, (box.top + box.bottom) / 2, box.bottom - 3];
    const hits = xs.flatMap((x) => ys.map((y) => document.elementFromPoint(x, y)));
    return hits.some((hit) => hit && around.slice(0, 3).some((each) => each === hit || each.contains(hit)));
  };

  const before = page.focused;
  const active = document.activeElement as HTMLElement | null;
  const isOn = active !== null && active !== document.body && active.tabIndex >= 0;
  let wrong: string | null = null;
  if (before && before.element !== active && before.element.isConnected) {
    const still = marksOf(before.around);
    // A field inside the frame that has the focus still keeps that frame's mark.
    const isWithin = before.around.slice(0, 4).some((each) => isOn && each.contains(active));
    const gone = before.marks.filter((mark) => !still.includes(mark));
    if (gone.length === 0 && !isWithin) wrong = `no mark on ${before.element.outerHTML.slice(0, 200)}`;
  }
  page.focused = undefined;
  if (!isOn) return { isThere: false, wrong };
  // A radio or a box shows the focus by what stands beside the input that it hides.
  const sibling = active.nextElementSibling as HTMLElement | null;
  const isHidden = active.matches('[type="radio"], [type="checkbox"], [type="file"]');
  const around = isHidden && sibling ? [sibling, active] : [active];
  for (let each = active.parentElement; each && around.length < 5; each = each.parentElement)
    around.push(each);
  if (!isSeen(around)) wrong ??= `out of sight: ${active.outerHTML.slice(0, 200)}`;
  page.focused = { element: active, around, marks: marksOf(around) };
  if (!wanted.startsWith('says:')) return { isThere: active.matches(wanted), wrong };
  const text = wanted.slice('says:'.length);
  const says = [active.textContent, active.getAttribute('aria-label')].map((each) => (each ?? '').trim());
  const isThere =
    active.matches('a, button, [role="button"], [role="menuitem"], summary') &&
    says.some((each) => each.startsWith(text));
  return { isThere, wrong };
}
