import { Fragment, type ReactNode } from 'react';

/** A column of a table. The first one of a table names its row. */
export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly width?: 'wide' | 'narrow' | 'time';
  /** On a phone, where a row is a card: beside the name, with its own name before it, or not at all. */
  readonly onPhone?: 'corner' | 'named' | 'hidden';
}

interface Props<Row> {
  /** Read aloud before the table. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Shown beneath a row that is open. */
  readonly detail?: (row: Row) => ReactNode;
  /** The whole row leads where its name does. */
  readonly isLink?: boolean;
}

/** A list of things, a row each; on a phone a card. */
export function DataTable<Row>({ caption, columns, rows, keyOf, detail, isLink = false }: Props<Row>) {
  return (
    <table className={isLink ? 'data-table links' : 'data-table'}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, width }) => (
            <th key={name} scope="col" className={width}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const more = detail?.(row);
          return (
            <Fragment key={keyOf(row)}>
              <tr>
                {columns.map(({ name, cell, onPhone }, place) =>
                  place === 0 ? (
                    <th key={name} scope="row">
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={name} className={onPhone} data-name={name}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
              {more != null && more !== false && (
                <tr className="detail">
                  <td colSpan={columns.length}>{more}</td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
