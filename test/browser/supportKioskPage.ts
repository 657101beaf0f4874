/** An open wave with a kiosk in its office: the device's own browser, and what a person does at it. */
import type { BrowserContext, Page } from 'playwright-core';
import { KioskModel } from '../../server/kiosks/kiosk.ts';
import { createKiosk, makeKioskLink } from '../../server/kiosks/registerKiosk.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { writeCode } from '../../server/participation/codeText.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, phone, serve } from './browser.ts';
import { keptIn, prepared } from './supportAnswering.ts';

const by = { actor: 'sara', now: noon };

export function useKiosk(wave: Partial<Wave> = {}) {
  useDatabase({ emptyEach: false });
  let open: OpenWave;
  let keyDir: string;
  let server: Awaited<ReturnType<typeof serve>>;
  let context: BrowserContext;

  before(async () => {
    const test = await testApp();
    keyDir = test.config.keyDir;
    open = await situation.openWave({ keyDir, offices: 1, invitations: 18, wave });
    const names = { nameFa: 'فرمانداری تبریز', nameEn: 'Tabriz' };
    await OfficeModel.create({ _id: 'office1', level: 'governorate', ...names });
    server = await serve(test.app);
  });
  after(() => server.close());
  beforeEach(async () => {
    await BallotModel.deleteMany({});
    await KioskModel.deleteMany({});
    await InvitationModel.updateMany({}, { $set: { used: false, blindedHash: null } });
    context = await (await browser()).newContext({ viewport: phone });
  });
  afterEach(() => context.close());

  async function newLink(): Promise<{ id: string; link: string }> {
    const id = await createKiosk({ name: 'راهرو', office: 'office1', point: null }, by);
    return { id, link: (await makeKioskLink(id, by)).link };
  }

  const newPage = async () => prepared(await context.newPage());
  const isAtStart = (page: Page) => page.locator('#waves:visible').waitFor();

  /** Opens the one-time link and says yes. */
  async function registered(page: Page): Promise<Page> {
    const { link } = await newLink();
    await page.goto(`${server.url}/kiosk#${link}`);
    await page.locator('#register').click();
    await page.locator('#start:visible').waitFor();
    return page;
  }

  return {
    url: () => server.url,
    wave: () => open.wave._id,
    keyDir: () => keyDir,
    context: () => context,
    answered: (ending: string) => server.answered(ending),
    nextCode: () => writeCode(open.codes.office1!.pop()!),
    newLink,
    newPage,
    registered,
    isAtStart,
    newKioskPage: async () => registered(await newPage()),
    /** From the start page to the first statement. */
    async begin(page: Page, code: string): Promise<void> {
      await page.locator('#waves button').first().click();
      await page.locator('#code:visible').fill(code);
      await page.locator('#start button').click();
      await page.locator('.item:visible').first().waitFor();
    },
    /** What is kept of answers; the device's own registration is kept as well. */
    answersIn: async (page: Page) => (await keptIn(page)).filter(([name]) => name !== 'kiosk'),
  };
}
