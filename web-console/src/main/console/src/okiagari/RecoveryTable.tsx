import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table'
import type { FunctionComponent } from 'react'
import { lasted } from './i18n/format'
import { useTexts } from './i18n/language'
import type { Recovery } from './types'

/** What a recovery test found, one row for each PENT. */
export const RecoveryTable: FunctionComponent<{ recoveries: readonly Recovery[] }> = ({ recoveries }) => {
  const texts = useTexts()
  const { recoveryColumns: head } = texts
  if (recoveries.length === 0) {
    return <p>{texts.nothingKilled}</p>
  }
  return (
    <Table variant="compact" borders={false} aria-label={texts.acts.recoveryTest.name} data-testid="recoveries">
      <Thead>
        <Tr>
          <Th>{head.pname}</Th>
          <Th>{head.millis}</Th>
          <Th>{head.newPid}</Th>
          <Th>{head.outcome}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {recoveries.map(row => (
          <Tr key={row.pentId}>
            <Td dataLabel={head.pname} className="okiagari-name">
              {row.pname}
            </Td>
            <Td dataLabel={head.millis}>{row.recoveryMillis < 0 ? texts.none : lasted(row.recoveryMillis, texts)}</Td>
            <Td dataLabel={head.newPid}>{row.newPid === 0 ? texts.none : row.newPid}</Td>
            <Td dataLabel={head.outcome}>{row.outcome}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}
