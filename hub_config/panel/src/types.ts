/** What the notebook server answers: see hub_config/panel/handlers.py and campus's OpenAPI. */

export interface Question {
  exercise: string;
  question: string;
  status: string;
  status_text: string;
  score: number | null;
  max_score: number;
  reason: string | null;
  limit: string | null;
  intent: string | null;
  test: string | null;
  expected: string | null;
  got: string | null;
  error: string | null;
  comment: string | null;
  hints: string[];
  next_hint_in: number | null;
}

export interface Attempt {
  submission_id: string;
  attempt: number;
  received_at: string;
  status: string;
  score: number | null;
  max_score: number | null;
  needs_manual: boolean;
  message: string | null;
}

/** What a correction of the assignment did to the person's files. */
export interface Changes {
  /** Files that the person had not touched: the corrected version took their place. */
  replaced: string[];
  /** The person's files that stayed, by path, with where the corrected version lies. */
  kept: { path: string; corrected: string }[];
}

export interface Standing {
  title: string;
  cohort_title: string;
  /** Whether the person is enrolled; an instructor is not. */
  can_submit: boolean;
  due_at: string | null;
  keeps: 'best' | 'last';
  max_score: number;
  best_score: number | null;
  attempts: { used: number; left: number | null; next_at: string | null };
  submissions: Attempt[];
  graded: string | null;
  questions: Question[];
  changes: Changes;
  /** Address of the assignment's page in campus. */
  page: string;
}

export interface Receipt {
  submission_id: string;
  attempt: number;
  received_at: string;
}

export interface Result extends Attempt {
  questions: Question[];
}

export interface CheckAnswer {
  questions: Question[];
}
