import type { SplitHttpProviderDefinition } from '@vid/core/provider-kit';
import * as legacy from './mapping.ts';
import * as newer from './newer/submit.ts';

/*
 * Kling's two generations behind one key and one address. A model belongs to one of them; its task bears in `lookup.kind` the
 * legacy route at which it was made, or `tasks`.
 */

export const toSubmit: SplitHttpProviderDefinition['submit']['request'] = (accepted) =>
  newer.isNewer(accepted) ? newer.toSubmit(accepted) : legacy.toSubmit(accepted);
