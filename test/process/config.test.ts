/** Reading the environment: what is right is taken, and what is wrong is named with what was expected. */
import assert from 'node:assert/strict';
import { ConfigError, readConfig } from '../../server/config.ts';
import { makeBackupKeys } from '../../server/database/backup/backupKeys.ts';

const backupKey = makeBackupKeys().publicText;
const wrong: [Record<string, string>, RegExp][] = [
  [{ PORT: 'abc' }, /PORT: must be a whole number from 0 to 65535/],
  [{ PORT: '70000' }, /PORT: must be a whole number from 0 to 65535/],
  [{ WORKERS: '2.5' }, /WORKERS: must be a whole number from 1 to 64/],
  [{ SMS_PER_MINUTE: '0' }, /SMS_PER_MINUTE: must be a whole number from 1 to 100000/],
  [{ BASE_URL: 'farhang' }, /BASE_URL: must be an address such as https/],
  [{ BASE_URL: 'ftp://farhang.example.ir' }, /BASE_URL: must be an address such as https/],
  [{ SESSION_SECRET: 'short' }, /SESSION_SECRET: needs at least 16 characters/],
  [{ MONGODB_URI: 'localhost' }, /MONGODB_URI: must begin with mongodb:/],
  [{ TLS_CERT: 'a.pem' }, /TLS_CERT and TLS_KEY must be set together/],
  [{ SMTP_URL: 'smtp://mail.example.ir' }, /SMTP_URL needs MAIL_FROM/],
  [{ SMTP_URL: 'smtp://mail.example.ir', MAIL_FROM: 'survey' }, /MAIL_FROM: must hold an address/],
  ...[
    'survey@example.ir, other@example.ir',
    'A <survey@example.ir>, B <other@example.ir>',
    'other@example.ir <survey@example.ir>',
    'All: survey@example.ir;',
    'All: A <survey@example.ir>;',
    'Survey <>',
    'sur vey@example.ir',
    'survey@exa mple.ir',
    'survey@@example.ir',
    'پیمایش@example.ir',
    'survey@-example.ir',
    'Survey\r\nBcc: x@example.ir <survey@example.ir>',
  ].map((from): [Record<string, string>, RegExp] => [
    { MAIL_FROM: from },
    /MAIL_FROM: must hold an address, and one alone/,
  ]),
  [{ BOUNCE_ADDRESS: 'Bounces <bounce@example.ir>' }, /BOUNCE_ADDRESS: must be an address such as bounce/],
  [{ BOUNCE_ADDRESS: 'a@example.ir,b@example.ir' }, /BOUNCE_ADDRESS: must be an address/],
  [{ ALERT_MAIL: 'Night: night@example.ir;' }, /ALERT_MAIL: must be addresses/],
  [{ SMTP_URL: 'smtp://' }, /SMTP_URL: must begin with smtp:\/\/ or smtps:\/\/ and name a server/],
  [{ SMTP_URL: 'smtp://user:pa#ss@mail.example.ir' }, /SMTP_URL: must begin/],
  [{ BOUNCE_IMAP_URL: 'imaps:mail.example.ir' }, /BOUNCE_IMAP_URL: must begin/],
  [{ BASE_URL: 'https://' }, /BASE_URL: must be an address/],
  [{ OIDC_ISSUER: 'https://sso.example.ir' }, /OIDC_ISSUER and OIDC_CLIENT_ID must be set together/],
  [{ OIDC_ISSUER: 'http://sso.example.ir', OIDC_CLIENT_ID: 'x' }, /OIDC_ISSUER must begin with https/],
  [{ SYSLOG_URL: 'tls://log.example.ir' }, /SYSLOG_URL: must begin with syslog/],
  [{ SYSLOG_URL: 'log.example.ir' }, /SYSLOG_URL: must begin with syslog/],
  [{ METRICS_TOKEN: 'short' }, /METRICS_TOKEN: needs at least 16/],
  [{ SECOND_FACTOR: 'maybe' }, /SECOND_FACTOR: must be everyone, required or optional/],
  [{ SMS_URL: 'gateway' }, /SMS_URL: must begin with http/],
  [{ SMS_HEADERS: 'x' }, /SMS_HEADERS: must be JSON/],
  [{ SMS_SUCCESS: '(' }, /SMS_SUCCESS: is no regular expression/],
  [{ TRUST_PROXY: 'nginx' }, /TRUST_PROXY: must be the number of proxies or their addresses/],
  [{ TRUST_PROXY: '-1' }, /TRUST_PROXY: must be/],
  [{ TRUST_PROXY: '10.0.0.0/33' }, /TRUST_PROXY: must be/],
  [{ ALERT_MAIL: 'night@example.ir,it' }, /ALERT_MAIL: must be addresses/],
  [{ BACKUP_DIR: '/b' }, /BACKUP_DIR needs BACKUP_KEY/],
  [{ BACKUP_KEY: 'secret' }, /BACKUP_KEY: must be the line that/],
  [{ BACKUP_AT: '24:00' }, /BACKUP_AT: must be a time of day/],
  [{ BACKUP_KEEP: '0' }, /BACKUP_KEEP: must be a whole number from 1 to 1000/],
  [{ DATA_DIR: '/d', BACKUP_DIR: '/d/b', BACKUP_KEY: backupKey }, /BACKUP_DIR lies in DATA_DIR/],
  [{ KEY_DIR: '/k', BACKUP_DIR: '/k', BACKUP_KEY: backupKey }, /BACKUP_DIR lies in KEY_DIR/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: /],
];

describe('the environment', () => {
  it('may be empty, and an empty value is as good as none', () => {
    const { port, workers, baseUrl } = readConfig({ PORT: '', BASE_URL: '' });
    assert.deepEqual({ port, workers, baseUrl }, { port: 3000, workers: 1, baseUrl: undefined });
  });

  it('takes what is right', () => {
    assert.equal(
      readConfig({ BASE_URL: 'https://farhang.example.ir/' }).baseUrl,
      'https://farhang.example.ir',
    );
    for (const trustProxy of ['1', 'false', 'loopback', '10.0.0.0/8, 127.0.0.1', '::1'])
      assert.equal(readConfig({ TRUST_PROXY: trustProxy }).trustProxy, trustProxy);
    const from = 'پیمایش <survey@example.ir>';
    assert.equal(readConfig({ SMTP_URL: 'smtp://mail.example.ir', MAIL_FROM: from }).mail?.from, from);
  });

  it('gives the names of servers in ASCII, wherever an address stands, and keeps the name of a sender', () => {
    const at = (text: string) => text.replaceAll('HOST', 'فارسی‌زبان.ir');
    const config = readConfig({
      BASE_URL: at('https://HOST:8443/'),
      SMTP_URL: at('smtp://u:p%40@HOST:587?socketTimeout=1'),
      MAIL_FROM: at('"پیمایش: استان, ۱۴۰۵" <survey@HOST>'),
      ALERT_MAIL: at('night@HOST, it@example.ir'),
      BOUNCE_ADDRESS: at('bounce+{token}@HOST'),
      BOUNCE_IMAP_URL: at('imaps://u:p@HOST/INBOX'),
      SMS_URL: at('https://HOST/send?to={to}'),
    });
    const host = new URL(config.baseUrl!).hostname;
    assert.match(host, /^xn--[a-z0-9-]+\.ir$/);
    assert.equal(config.baseUrl, `https://${host}:8443`);
    assert.equal(config.mail?.from, `پیمایش: استان, ۱۴۰۵ <survey@${host}>`);
    assert.equal(config.mail?.smtpUrl, `smtp://u:p%40@${host}:587?socketTimeout=1`);
    assert.deepEqual(config.mail?.alertTo, [`night@${host}`, 'it@example.ir']);
    assert.equal(config.mail?.bounceAddress, `bounce+{token}@${host}`);
    assert.equal(config.mail?.bounceImapUrl, `imaps://u:p@${host}/INBOX`);
    assert.equal(config.sms?.url, `https://${host}/send?to={to}`);
    assert.equal(
      readConfig({ MAIL_FROM: 'a@[192.0.2.1]', SMTP_URL: 'smtp://h' }).mail?.from,
      'a@[192.0.2.1]',
    );
  });

  it('names each wrong variable and what was expected, in one line', () => {
    for (const [env, expected] of wrong) {
      assert.throws(
        () => readConfig(env),
        (error: Error) =>
          error instanceof ConfigError && expected.test(error.message) && !error.message.includes('\n'),
        JSON.stringify(env),
      );
    }
  });
});
