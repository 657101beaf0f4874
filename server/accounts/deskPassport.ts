/** Passport for the desk: username and password; the session holds the account's id and nothing else. */
import passport from 'passport';
import { Strategy } from 'passport-local';
import { AccountModel } from './account.ts';
import { passwordCost } from './password.ts';
import { signIn } from './signIn.ts';

export type DeskPassport = InstanceType<typeof passport.Passport>;

/** @param cost of the hashes that it makes */
export function deskPassport(cost = passwordCost): DeskPassport {
  const desk = new passport.Passport();
  desk.use(
    new Strategy((username, password, done) => {
      signIn(username, password, cost).then((account) => done(null, account ?? false), done);
    }),
  );
  desk.serializeUser((account, done) => done(null, account._id));
  desk.deserializeUser((id: string, done) => {
    AccountModel.findOne({ _id: id, disabled: false })
      .lean()
      .then((account) => done(null, account ?? false), done);
  });
  return desk;
}
