import { VideoError } from './error.ts';
import { explainProblem } from './explain-problem.ts';
import type { Problem } from './problem.ts';

/** Whether a request can be sent, and if not, why. */
export type ValidationResult =
  | {
      /** Whether `prepare` takes the request. */
      readonly valid: true;
    }
  | {
      readonly valid: false;
      /** Why not, one entry for each reason, as data. */
      readonly problems: readonly Problem[];
      /** The problems as English sentences. */
      readonly reasons: readonly string[];
    };

/** What a dry run says of a request. */
export function validationOf(dryRun: () => unknown): ValidationResult {
  try {
    dryRun();
    return { valid: true };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    const { problems = [] } = error;
    const reasons = problems.map((problem) => explainProblem(problem));
    return { valid: false, problems, reasons: reasons.length > 0 ? reasons : [error.message] };
  }
}
