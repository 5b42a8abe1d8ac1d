import { Link } from '@tanstack/react-router';

interface Props {
  /** The name of the tabs together. */
  readonly label: string;
  /** The route of the page, in whose address `tab` stands. */
  readonly to: '/security/api';
  readonly tabs: readonly { readonly tab: string | undefined; readonly name: string }[];
}

/** The parts of a page, each with an address. */
export function Tabs({ label, to, tabs }: Props) {
  return (
    <nav aria-label={label}>
      <ul className="tabs">
        {tabs.map(({ tab, name }) => (
          <li key={name}>
            {/* The one whose `tab` the address has is the current one; what is looked for is no part of that. */}
            <Link to={to} search={{ tab } as never} activeOptions={{ explicitUndefined: true }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
