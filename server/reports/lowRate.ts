/** Under this share of answers a result says little: while a wave runs such offices are called upon, later their results are marked. */
export const lowRate = 0.4;
