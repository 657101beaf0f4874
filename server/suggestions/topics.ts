/** What a suggestion may be about; `suggestions:topic.<topic>` is its name. */
export const topics = ['work', 'tools', 'time', 'fairness', 'training', 'public', 'money', 'other'] as const;
export type Topic = (typeof topics)[number];
