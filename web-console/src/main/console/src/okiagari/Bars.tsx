import type { FunctionComponent } from 'react'

type Row = { readonly label: string; readonly values: readonly number[] }
type Props = { readonly caption: string; readonly kinds: readonly string[]; readonly rows: readonly Row[] }

/** A bar chart that is a table: what the bars show is also there as numbers, for every reader. */
export const Bars: FunctionComponent<Props> = ({ caption, kinds, rows }) => {
  const most = Math.max(1, ...rows.flatMap(row => row.values))
  return (
    <table className="okiagari-bars">
      <caption className="pf-v6-screen-reader">{caption}</caption>
      <thead className={kinds.length === 1 ? 'pf-v6-screen-reader' : ''}>
        <tr>
          <th scope="col">
            <span className="pf-v6-screen-reader">{caption}</span>
          </th>
          {kinds.map((kind, i) => (
            <th key={kind} scope="col">
              <span className={`okiagari-key okiagari-kind-${i}`} aria-hidden="true" /> {kind}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {row.values.map((value, i) => (
              <td key={kinds[i]}>
                <span className="okiagari-bar-row">
                  <span className={`okiagari-bar okiagari-kind-${i}`} style={{ inlineSize: `${(value / most) * 80}%` }} />
                  <span>{value}</span>
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
