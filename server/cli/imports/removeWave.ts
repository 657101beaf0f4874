/** Takes back an import that did not finish. Offices stay: they were right, and other waves may use them. */
import { ComparisonModel, ReportModel } from '../../reports/reportModel.ts';
import { TallyModel } from '../../reports/tally/tallyModel.ts';
import { CommentModel } from '../../responses/comment.ts';
import { ResponseModel } from '../../responses/response.ts';
import { WaveModel } from '../../waves/wave.ts';

export async function removeWave(wave: string): Promise<void> {
  await ReportModel.deleteMany({ wave });
  await ComparisonModel.deleteMany({ wave });
  await TallyModel.deleteMany({ wave });
  await CommentModel.deleteMany({ wave });
  await ResponseModel.deleteMany({ wave });
  await WaveModel.deleteOne({ _id: wave });
}
