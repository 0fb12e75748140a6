import type {
  AdaptableField,
  Candidate,
  CapabilityRow,
  CheckResult,
  Feature,
  FeatureRules,
  MediaInput,
  Mode,
  Need,
  ProviderOptions,
  RequestField,
  Router,
  RoutingOptions,
  Suggestion,
  TaskFailure,
  Video,
  VideoErrorCode,
  VideoProvider,
  VideoRequest,
  VideoTask,
} from '@vid/core';
import { describe, expectTypeOf, it } from 'vitest';
import './fixture.ts';

type Field<Name extends keyof VideoRequest> = Exclude<VideoRequest[Name], undefined>;
type With<Status extends VideoTask['status']> = Extract<VideoTask, { readonly status: Status }>;

function newsOf(task: VideoTask) {
  // @ts-expect-error -- only a task that succeeded has videos
  const early: unknown = task.videos;
  switch (task.status) {
    case 'queued':
    case 'running':
      return task.progress;
    case 'succeeded':
      return task.videos[0]?.url;
    case 'failed':
      return task.failure.reason;
    case 'canceled':
      return early;
  }
}
// @ts-expect-error -- problems are there only when it does not fit
const early = (result: CheckResult) => result.problems;
const narrowed = (result: CheckResult) => (result.fits ? result.row : result.suggestion);

describe('VideoRequest', () => {
  it('has fields of these types', () => {
    expectTypeOf<Field<'prompt'>>().toEqualTypeOf<string>();
    expectTypeOf<Field<'duration'>>().toEqualTypeOf<number | 'auto'>();
    expectTypeOf<Field<'quality'>>().toEqualTypeOf<'standard' | 'pro'>();
    expectTypeOf<Field<'watermark'>>().toEqualTypeOf<boolean>();
    expectTypeOf<Field<'firstFrame'>>().toEqualTypeOf<MediaInput>();
    expectTypeOf<Field<'references'>>().toEqualTypeOf<readonly MediaInput[]>();
    expectTypeOf<Field<'unchecked'>>().toEqualTypeOf<readonly RequestField[]>();
    expectTypeOf<RequestField>().toEqualTypeOf<Feature | 'model'>();
    expectTypeOf<keyof VideoRequest>().toEqualTypeOf<RequestField | 'unchecked'>();
    expectTypeOf<keyof FeatureRules>().toEqualTypeOf<Feature>();
  });

  it('takes these', () => {
    expectTypeOf<{ duration: undefined }>().toExtend<VideoRequest>();
    expectTypeOf<{ firstFrame: { data: Uint8Array; mediaType: string } }>().toExtend<VideoRequest>();
    expectTypeOf<{ firstFrame: { data: Buffer; mediaType: string } }>().toExtend<VideoRequest>();
    expectTypeOf<{ cameraControl: { pan: number } }>().toExtend<VideoRequest>();
    expectTypeOf<{ cameraControl: { preset: string; strength: string } }>().toExtend<VideoRequest>();
    expectTypeOf<{ duration: string }>().not.toExtend<VideoRequest>();
    expectTypeOf<{ quality: string }>().not.toExtend<VideoRequest>();
    expectTypeOf<{ firstFrame: { data: number[]; mediaType: string } }>().not.toExtend<VideoRequest>();
  });

  it('refuses these where they are written', () => {
    // @ts-expect-error -- an unknown field
    const unknown: VideoRequest = { negative_prompt: 'blur' };
    // @ts-expect-error -- an unknown axis
    const axis: VideoRequest = { cameraControl: { up: 1 } };
    // @ts-expect-error -- an unknown field cannot pass unchecked
    const unchecked: VideoRequest = { unchecked: ['durration'] };
    const request: VideoRequest = { prompt: 'a boat' };
    // @ts-expect-error -- read-only
    const write = () => (request.prompt = 'a ship');
    expectTypeOf([unknown, axis, unchecked]).toEqualTypeOf<VideoRequest[]>();
    expectTypeOf(write).toBeFunction();
  });
});

describe('VideoTask', () => {
  it('narrows by status', () => {
    expectTypeOf<With<'succeeded'>['videos']>().toEqualTypeOf<readonly Video[]>();
    expectTypeOf<With<'failed'>['failure']>().toEqualTypeOf<TaskFailure>();
    expectTypeOf<Extract<VideoTask, { progress?: unknown }>['status']>().toExtend<VideoTask['status']>();
    expectTypeOf<VideoTask['status']>().toEqualTypeOf<
      'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'
    >();
    expectTypeOf(newsOf).parameter(0).toEqualTypeOf<VideoTask>();
  });
});

describe('the rest of the contract', () => {
  it('lets a provider package add its own options', () => {
    expectTypeOf<ProviderOptions['acme']>().toEqualTypeOf<
      | { readonly strength?: number; readonly style?: string; readonly voices?: string | readonly string[] }
      | undefined
    >();
    expectTypeOf<{ providerOptions: { acme: { style: string } } }>().toExtend<VideoRequest>();
    expectTypeOf<{ providerOptions: { acme: { style: number } } }>().not.toExtend<VideoRequest>();
    // @ts-expect-error -- nobody added options of this name
    const foreign: VideoRequest = { providerOptions: { nobody: {} } };
    expectTypeOf(foreign).toEqualTypeOf<VideoRequest>();
  });

  it('makes a router a provider, whose cancel is always there', () => {
    expectTypeOf<Router>().toExtend<VideoProvider>();
    expectTypeOf<Router['cancel']>().toBeFunction();
    expectTypeOf<VideoProvider['cancel']>().toBeNullable();
  });

  it('takes routing options of these types', () => {
    expectTypeOf<'1080p' | '4k' | 'cancel' | 'reconcile' | 'callback' | 'audio'>().toExtend<Need>();
    expectTypeOf<'hd'>().not.toExtend<Need>();
    expectTypeOf<string>().not.toExtend<Need>();
    expectTypeOf<AdaptableField>().toExtend<Feature>();
    expectTypeOf<{ adapt: readonly ['duration'] }>().toExtend<RoutingOptions>();
    expectTypeOf<{ adapt: readonly ['prompt'] }>().not.toExtend<RoutingOptions>();
    expectTypeOf<Candidate['timeSource']>().toEqualTypeOf<'measured' | 'documented' | undefined>();
  });

  it('closes its unions', () => {
    expectTypeOf<Mode>().toEqualTypeOf<
      'text-to-video' | 'image-to-video' | 'reference-to-video' | 'video-to-video' | 'video-extension'
    >();
    expectTypeOf<Candidate['evidence']>().toEqualTypeOf<'documented' | 'claimed' | 'unchecked'>();
    expectTypeOf<VideoErrorCode>().toEqualTypeOf<
      | 'invalid-request'
      | 'unsupported'
      | 'authentication'
      | 'quota-exhausted'
      | 'rate-limited'
      | 'content-policy'
      | 'not-found'
      | 'provider-unavailable'
      | 'network'
      | 'timeout'
      | 'submission-unknown'
      | 'in-progress'
    >();
    expectTypeOf(narrowed).returns.toEqualTypeOf<CapabilityRow | Suggestion | undefined>();
    expectTypeOf(early).toBeFunction();
  });
});
