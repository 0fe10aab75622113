/** The module that a stock Hawtio loads: the same page, registered in the same way. */
export { okiagariElsewhere as plugin } from '../okiagari'
