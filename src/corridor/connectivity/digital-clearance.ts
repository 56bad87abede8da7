import { PAPER, type Procedure } from '../../cost/clearance.js'

/**
 * Whether a procedure of clearance works with electronic data, before arrival or in place of paper.
 *
 * @param procedure `undefined`: none that is known
 */
export function isDigital(procedure: Procedure | undefined): boolean {
  return procedure !== undefined && procedure.name !== PAPER && procedure.paperless !== false
}
