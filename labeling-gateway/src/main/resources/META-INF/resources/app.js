import { signOut } from './api.js';
import { forRole, start } from './router.js';
import { backbonesView } from './views/backbones.js';
import { campaignView } from './views/campaign.js';
import { campaignsView } from './views/campaigns.js';
import { datasetView } from './views/dataset.js';
import { datasetsView } from './views/datasets.js';
import { keysView } from './views/keys.js';
import { labellingView } from './views/labelling.js';
import { newCampaignView } from './views/new-campaign.js';
import { reviewView } from './views/review.js';

document.getElementById('sign-out').onclick = () => {
  signOut();
  dispatchEvent(new CustomEvent('signed-out'));
};

document.getElementById('skip').onclick = () => document.getElementById('view').focus();

start({
  '': campaignsView,
  new: forRole('admin', newCampaignView),
  campaign: campaignView,
  label: forRole('annotator', labellingView),
  review: forRole('reviewer', reviewView),
  datasets: datasetsView,
  dataset: datasetView,
  backbones: backbonesView,
  keys: forRole('admin', keysView),
});
