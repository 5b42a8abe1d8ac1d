// Runs in the page: basic checks of accessibility, each with the success criterion of WCAG 2.2 it belongs to.

/** The accessibility faults of the page as it is, a line each; none when all is well. */
export function audit(): readonly string[] {
  const layer = document.querySelector('dialog[open]') ?? document.body;
  const visible = [...layer.querySelectorAll<HTMLElement>('*')].filter((element) => element.checkVisibility());
  return [
    ...page(layer),
    ...visible.filter(isControl).flatMap((element) => [...named(element), ...large(element)]),
    ...visible.flatMap((element) => [...images(element)]),
    ...visible.flatMap((element) => [...contrast(element)]),
    ...ids(),
  ];
}

/** 3.1.1 language, 2.4.2 title, 2.4.6 and 1.3.1 headings and landmarks, 1.4.10 reflow, 2.4.3 order. */
function* page(layer: Element): Generator<string> {
  if (document.documentElement.lang === '') yield 'the page has no language';
  if (document.title === '') yield 'the page has no title';
  const headings = [...layer.querySelectorAll('h1')].filter(
    (heading) => layer.tagName === 'DIALOG' || !heading.closest('dialog'),
  );
  if (headings.length !== 1) yield `there are ${headings.length} first headings`;
  if (layer.tagName !== 'DIALOG' && layer.querySelectorAll('main').length !== 1) yield 'there is no one main part';
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) yield `the page is ${scrollWidth} wide in a window of ${clientWidth}`;
  for (const element of layer.querySelectorAll<HTMLElement>('[tabindex]')) {
    if (element.tabIndex > 0) yield `${words(element)} is out of the order of the page`;
  }
}

const isControl = (element: Element): boolean => element.matches('button, a[href], input, textarea, select');

/** The words on a control that people can read, and say to a program that listens. */
function seen(element: HTMLElement): string {
  if (!element.matches('button, a[href]') || !element.hasAttribute('aria-label')) return '';
  const copy = element.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll('svg, .unseen, [aria-hidden="true"]')) hidden.remove();
  return (copy.textContent ?? '').trim();
}

/** 4.1.2 name, role, value; 3.3.2 labels; 2.5.3 label in name. */
function* named(element: HTMLElement): Generator<string> {
  const labels = 'labels' in element ? [...((element.labels ?? []) as NodeListOf<HTMLLabelElement>)] : [];
  const name = element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent ?? '';
  if (name.trim() === '') yield `${words(element)} has no name`;
  if (!name.includes(seen(element))) yield `${words(element)} is called ${name}, which is not what can be read on it`;
  for (const attribute of ['aria-describedby', 'aria-labelledby']) {
    for (const id of element.getAttribute(attribute)?.split(' ') ?? []) {
      if (!document.getElementById(id)) yield `${words(element)}: ${attribute} names ${id}, which is not there`;
    }
  }
}

/** 2.5.5 and 2.5.8, target size: 44 by 44. */
function* large(element: HTMLElement): Generator<string> {
  const { width, height } = element.getBoundingClientRect();
  if (width < 44 || height < 44) yield `${words(element)} is ${Math.round(width)} by ${Math.round(height)}`;
}

/** 1.1.1 non-text content. */
function* images(element: Element): Generator<string> {
  if (element.tagName === 'IMG' && !element.hasAttribute('alt')) yield `${words(element)} has no alternative`;
  if (element.tagName !== 'svg') return;
  if (element.getAttribute('aria-hidden') !== 'true' && !element.hasAttribute('aria-label')) {
    yield `${words(element)} is a picture without a name`;
  }
}

/** 4.1.1, and what labels and descriptions rely on. */
function* ids(): Generator<string> {
  const all = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(all.filter((one, index) => all.indexOf(one) !== index))) yield `two have the id ${id}`;
}

/** 1.4.3 contrast: 4.5 to 1, or 3 to 1 for what is large. */
function* contrast(element: HTMLElement): Generator<string> {
  const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  // Controls that cannot be used, and what is there for screen readers alone, are exempt.
  if (!text || element.closest(':disabled, .unseen')) return;
  const style = getComputedStyle(element);
  const ink = element instanceof SVGElement ? style.fill : style.color;
  const size = Number.parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const ground = groundOf(element);
  const ratio = ratioOf(over(channels(ink), ground), ground);
  if (ratio < (isLarge ? 3 : 4.5)) yield `${words(element)} has a contrast of ${ratio.toFixed(2)}`;
}

type Rgba = readonly [number, number, number, number];

function channels(color: string): Rgba {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

/** The color behind an element: of itself and all that lies under it. */
function groundOf(element: Element | null): Rgba {
  if (!element) return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  const own = channels(getComputedStyle(element).backgroundColor);
  if (own[3] === 1) return own;
  // A dialog lies over its backdrop, not over its parent; ours are all opaque.
  return over(own, groundOf(element.parentElement));
}

const over = (upper: Rgba, lower: Rgba): Rgba => {
  const mix = (index: 0 | 1 | 2): number => upper[index] * upper[3] + lower[index] * (1 - upper[3]);
  return [mix(0), mix(1), mix(2), 1];
};

function ratioOf(a: Rgba, b: Rgba): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance(color: Rgba): number {
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

function words(element: Element): string {
  const text = element.getAttribute('aria-label') ?? element.textContent ?? '';
  return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${text.trim().slice(0, 40)}”`;
}
