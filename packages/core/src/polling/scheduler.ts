import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import type { Clock } from '../contract/clock.ts';
import { Door } from './request-queue.ts';
import { paceOf } from './pace.ts';
import { Question, type Surroundings } from './poller.ts';
import { createTimeline } from './timer-queue.ts';

/** Asks about tasks for everybody who waits. */
export interface Scheduler {
  /** The one question about a task, for a wait to join at once. */
  questionOf(provider: VideoProvider, task: VideoTask): Question;
}

/** One for each clock, and so one for a process, where nobody passes a clock. */
const schedulers = new WeakMap<Clock, Scheduler>();

export function schedulerOf(clock: Clock): Scheduler {
  const known = schedulers.get(clock);
  if (known !== undefined) return known;
  const made = createScheduler(clock);
  schedulers.set(clock, made);
  return made;
}

const keyOf = ({ provider, api, id }: VideoTask) => `${provider} ${api} ${id}`;

const restsUntil = ({ askedAt, pace }: Question) =>
  (askedAt ?? Number.NEGATIVE_INFINITY) + pace.minIntervalMs;

function createScheduler(clock: Clock): Scheduler {
  /** By service and api, not by provider object: two objects may hold the same key. */
  const doors = new Map<string, Door>();
  /** By provider object: two objects may hold different keys, and one must not read what the other's key opens. */
  const questions = new Map<VideoProvider, Map<string, Question>>();
  /** Nobody waits, but it is too early to ask again: in order of their last questions. */
  const resting = new Set<Question>();

  const timeline = createTimeline(clock, (error) => {
    for (const ofProvider of questions.values())
      for (const question of ofProvider.values()) question.failAll(error);
  });

  const forget = (question: Question) => {
    resting.delete(question);
    const ofProvider = questions.get(question.provider);
    ofProvider?.delete(question.key);
    if (ofProvider?.size === 0) questions.delete(question.provider);
  };
  const forgetRested = () => {
    const now = clock.now();
    for (const question of resting) {
      if (restsUntil(question) > now) return;
      forget(question);
    }
  };

  const around: Surroundings = {
    timeline,
    now: () => clock.now(),
    random: () => clock.random?.() ?? Math.random(),
    onIdle(question) {
      const rests = restsUntil(question) > clock.now() && !isFinal(question.task);
      if (rests) resting.add(question);
      else forget(question);
    },
  };

  const doorOf = ({ provider, api }: VideoTask): Door => {
    const name = `${provider} ${api}`;
    const door = doors.get(name) ?? new Door(timeline, clock);
    doors.set(name, door);
    return door;
  };

  const questionOf = (provider: VideoProvider, task: VideoTask): Question => {
    forgetRested();
    const ofProvider = questions.get(provider) ?? new Map<string, Question>();
    questions.set(provider, ofProvider);
    const key = keyOf(task);
    const known = ofProvider.get(key);
    if (known !== undefined) {
      resting.delete(known);
      return known;
    }
    const pace = paceOf(provider.capabilities, task);
    const door = doorOf(task);
    door.maxInFlight = pace.maxInFlight;
    const question = new Question(provider, key, task, pace, door, around);
    ofProvider.set(key, question);
    return question;
  };

  return { questionOf };
}
