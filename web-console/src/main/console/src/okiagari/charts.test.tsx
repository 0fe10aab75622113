import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Histogram, Series } from './Charts'

afterEach(cleanup)

describe('charts', () => {
  it('name the lines across a histogram', () => {
    const bars = [
      { label: '1 ms', n: 3 },
      { label: '2 ms', n: 5 },
    ]
    const marks = [
      { label: 'Median', x: 1.2 },
      { label: 'p99', x: 2.4 },
    ]

    const { container } = render(<Histogram name="tick" title="Length of a check" bars={bars} marks={marks} />)

    expect(container.textContent).toContain('Median')
    expect(container.textContent).toContain('p99')
    expect(container.textContent).toContain('2 ms')
    expect(container.querySelectorAll('path[role=presentation]').length).toBeGreaterThanOrEqual(4)
  })

  it('say what each kind is', () => {
    const rows = [{ label: '17:05', values: [1, 2] }]

    const { container } = render(<Series name="restarts" title="Deaths and restarts" kinds={['Deaths', 'Restarts']} rows={rows} />)

    expect(container.textContent).toContain('Deaths')
    expect(container.textContent).toContain('17:05')
  })
})
