// What the API answers, after docs/openapi.yaml.

export type Sentiment = 'negative' | 'neutral' | 'positive';
export const SENTIMENTS: readonly Sentiment[] = ['negative', 'neutral', 'positive'];
export type FeedbackKind = 'audit' | 'uncertain' | 'free';
export type Step = 'auto' | 'hour' | 'day' | 'week';
export type Scores = Record<Sentiment, number>;

export interface ApiError {
  error: { code: string; message: string };
}

/** value, low and high are null when there are too few posts for an honest figure. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  counted: number | null;
}

export interface Share extends Record<Sentiment, Estimate> {
  posts: number;
  enough: boolean;
}

/** Half open: [from, to). */
export interface Stretch {
  from: string;
  to: string;
  share: Share;
}

export interface Figures {
  model: string | null;
  calibration: 'fresh' | 'old' | 'unknown' | 'renewed';
  fresh_labels: number;
  validation?: string;
  other_models: string[];
  confidence?: number;
  min_posts?: number;
}

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export type Attention = 'worse' | 'better' | 'steady' | 'few';

export interface BrandNow {
  brand: string;
  now: Share;
  before: Share;
  change: { negative: Interval | null; positive: Interval | null };
  course: Stretch[];
  attention: Attention;
}

export interface Overview {
  from: string;
  to: string;
  before_from: string;
  zone: string;
  figures: Figures;
  newest: string | null;
  posts: number;
  brands: BrandNow[];
}

export interface ModelSince {
  model: string;
  since: string;
}

export interface SecondCourse {
  model: string;
  calibration: Figures['calibration'];
  /** one a stretch of the course; null where the model judged none of its posts */
  course: (Share | null)[];
}

export interface Shares {
  brand: string;
  from: string | null;
  to: string | null;
  step: Exclude<Step, 'auto'>;
  zone: string;
  figures: Figures;
  whole: Share;
  before: Share;
  course: Stretch[];
  models: ModelSince[];
  second: SecondCourse | null;
  outside_course: number;
}

export interface Term {
  term: string;
  posts: number;
  weight: number;
}

export interface Terms {
  posts: number;
  negative: Term[];
  positive: Term[];
}

/** Joined, the texts of all words are the post's text; `part` is absent between words. */
export interface Word {
  text: string;
  part?: Scores;
}

/** What one person said of a post last; an empty name is whoever gave none. */
export interface PersonLabel {
  by: string;
  label: Sentiment;
  kind: FeedbackKind;
  at: string;
}

export interface StoredPost {
  id: string;
  source: string;
  brand: string;
  also: string[];
  created_at: string;
  lang: string;
  text: string;
  model: string;
  /** what most people say; null also while they are at a tie */
  feedback: Sentiment | null;
  disputed: boolean;
  people: PersonLabel[];
  /** by the model */
  label: Sentiment;
  scores: Scores;
  words?: Word[];
}

export interface PostPage {
  posts: StoredPost[];
  next: string | null;
}

export interface Brand {
  brand: string;
  posts: number;
  first: string | null;
  last: string | null;
  query: string | null;
  defined_in: 'config' | 'api' | null;
}

export interface Tried {
  looked_at: number;
  matched: number;
  posts: StoredPost[];
}

export interface Feedback {
  source: string;
  id: string;
  /** null: people are at a tie */
  label: Sentiment | null;
  kind: FeedbackKind;
  at: string;
  by: string;
  post: StoredPost;
}

export interface Model {
  id: string;
  name: string;
  kind: string | null;
  lang: string | null;
  in_use: boolean;
  posts: number;
  first: string | null;
  last: string | null;
  metrics: Record<string, Interval>;
  validation: { data: string; from: string; to: string; posts: number };
}

/** Of a model, without labels: at the mood of these posts, and if it were that of the validation. */
export interface Quality {
  accuracy: Interval;
  macro_recall: Interval;
  macro_f1: Interval;
}

export interface Estimated {
  posts: number;
  steady: Quality;
  moving: Quality;
  shares: Scores;
  gap: number;
  disagree: boolean;
}

export type DriftName = 'words' | 'unknown_words' | 'length' | 'language' | 'mood' | 'shape';
export const DRIFT_NAMES: readonly DriftName[] = ['words', 'unknown_words', 'language', 'length', 'mood', 'shape'];
export type Finding = 'quiet' | 'world' | 'language' | 'model' | 'feed';
export type HealthAction = 'none' | 'tell' | 'label' | 'retrain' | 'roll back' | 'mend feed';
export type SliceKind = 'all' | 'brand' | 'language' | 'source';

export interface HealthSlice {
  kind: SliceKind;
  name: string;
  posts: number;
  reference: number;
  finding: Finding;
  action: HealthAction;
  reason: string;
  drift: Record<
    DriftName,
    { value: number | null; usual: number | null; p: number | null; alarm: 'quiet' | 'warning' | 'drift' }
  >;
  windows: number;
  estimated: Estimated | null;
  estimated_month: Estimated | null;
  labelled: { accuracy: Interval | null; audited: number; feedback: number; effective: number; worth: number };
  calibration: { posts: number; error: number; usual: number; p: number } | null;
}

export interface StrangePost {
  source: string;
  id: string;
  brand: string;
  lang: string;
  text: string;
}

export interface Health {
  model: string;
  from: string | null;
  to: string | null;
  validated: Interval | null;
  aged: boolean;
  refreshed_by: number;
  trusted: boolean;
  all: HealthSlice | null;
  slices: HealthSlice[];
  strangest: StrangePost[];
}

export interface Session {
  read: boolean;
  write: boolean;
  lang: 'en' | 'it';
  version: string;
}

export type AlertState = 'open' | 'calmed' | 'closed';
export const ALERT_STATES: readonly AlertState[] = ['open', 'calmed', 'closed'];
export type AlertAct = 'acknowledge' | 'snooze' | 'close' | 'comment';
export type Channel = 'negatives' | 'net_mood' | 'volume' | 'rhythm';
export type Cause = 'world' | 'copies' | 'source' | 'language' | 'author' | 'model' | 'thread';

/** Volume is in posts an hour, rhythm a factor from one ten minutes to the next, the others are shares. */
export interface Move {
  channel: Channel;
  before: number;
  now: Interval;
}

export interface Alert {
  id: number;
  brand: string;
  model: string;
  state: AlertState;
  began: string;
  noticed: string;
  updated: string;
  ended: string | null;
  moves: Move[];
  certainty: number;
  severity: number;
  cause: Cause;
  detail: string;
  posts: number;
  copies: number;
  copy_authors: number;
  acknowledged: boolean;
  snoozed_until: string | null;
}

/** The parts of one kind sum to the change; the one without a name is what no name explains. */
export interface Driver {
  kind: string;
  name: string;
  posts: number;
  part: number;
}

export interface AlertNote {
  act: AlertAct;
  at: string;
  by: string;
  text: string;
  until: string | null;
}

export interface WholeAlert extends Alert {
  drivers: Driver[];
  terms: { term: string; posts: number; z: number }[];
  notes: AlertNote[];
  examples: { alike: number; post: StoredPost }[];
}

export interface AlertPage {
  alerts: Alert[];
  next: string | null;
  /** of all brands and times */
  open: number;
}
