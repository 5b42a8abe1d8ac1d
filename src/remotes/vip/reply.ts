import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import { SOAP, VIP, type VipRequest } from './request.ts';

/**
 * The reason code in a reply; undefined for whatever is not the one reply to this one request. Each part must be there
 * exactly once: of two verdicts none counts. A document type is refused before anything is parsed, and with it every
 * entity that could be expanded or fetched.
 */
export function readReasonCode(text: string, name: VipRequest['name'], id: string): string | undefined {
  const root = parsed(text)?.documentElement;
  if (!root || !isNamed(root, SOAP, 'Envelope')) return undefined;
  const body = onlyChild(root, SOAP, 'Body');
  const reply = body && onlyElement(body);
  if (!reply || !isNamed(reply, VIP, `${name}Response`) || reply.getAttribute('RequestId') !== id) return undefined;
  const status = onlyChild(reply, VIP, 'Status');
  const code = status && onlyChild(status, VIP, 'ReasonCode');
  if (!code || elementsIn(code).length > 0) return undefined;
  const words = code.textContent?.trim().toLowerCase() ?? '';
  return /^[\da-f]{4}$/.test(words) ? words : undefined;
}

function parsed(text: string): Document | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
  try {
    return new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    }).parseFromString(text, 'text/xml');
  } catch {
    return undefined;
  }
}

const isNamed = (element: Element, namespace: string, name: string): boolean =>
  element.namespaceURI === namespace && element.localName === name;

const elementsIn = (parent: Element): readonly Element[] =>
  [...parent.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);

function onlyElement(parent: Element): Element | undefined {
  const [one, another] = elementsIn(parent);
  return another ? undefined : one;
}

function onlyChild(parent: Element, namespace: string, name: string): Element | undefined {
  const [one, another] = elementsIn(parent).filter((child) => isNamed(child, namespace, name));
  return another ? undefined : one;
}
