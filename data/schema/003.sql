-- Schema 3: what merging needs; attached files and links; what cooperation needs (commitment, papers, tasks,
-- labels, pilots, activities, exchanges, needs and offers, regions and S3, strategies and KPIs); accounts,
-- trade, forms and snapshots of value chains; mappings between versions of a model; templates of reports.

-- Merging --------------------------------------------------------------------------------------

-- The operation by which this one came in from another file.
ALTER TABLE operation ADD COLUMN merge INTEGER REFERENCES operation (id) ON DELETE CASCADE;
CREATE INDEX operation_merge ON operation (merge);

-- The states that the file was in, or that a file merged into it was in, in the order in which it got to
-- know them: where two files know the same one, they parted. "operation": the newest one that was done
-- then (0: none), as long as undo and redo lead back to that state. "merge": known only as long as that
-- operation is not undone.
CREATE TABLE known_state (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL UNIQUE,
  operation INTEGER,
  merge INTEGER REFERENCES operation (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX known_state_merge ON known_state (merge);
INSERT INTO known_state (version, operation)
  SELECT 'operation ' || id || ' of ' || time, id FROM operation WHERE state <> 'discarded' ORDER BY id;

-- Rows of files merged into this one that stand for the same as one of its own.
CREATE TABLE known_id (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  other INTEGER NOT NULL,
  own INTEGER NOT NULL,
  UNIQUE (record, other, own)
) STRICT;

-- Evidence: links and files of any record ------------------------------------------------------

-- The bytes of attached files, each once whatever it is attached to. Not part of the change log: a row
-- is there as long as an attachment, or a change that undo may bring back, names its hash.
CREATE TABLE attachment_content (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL CHECK (size >= 0),
  data BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  row INTEGER NOT NULL,
  item TEXT,
  title TEXT NOT NULL CHECK (title <> ''),
  url TEXT,
  hash TEXT,
  file_name TEXT,
  media_type TEXT,
  size INTEGER CHECK (size >= 0),
  date TEXT,
  note TEXT
) STRICT;
CREATE INDEX attachment_row ON attachment (row, record);
CREATE INDEX attachment_hash ON attachment (hash);

-- Registry -------------------------------------------------------------------------------------

-- Two organisations that look alike, and of which somebody said that they are not the same.
CREATE TABLE distinct_pair (
  id INTEGER PRIMARY KEY,
  one INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX distinct_pair_one ON distinct_pair (one);
CREATE INDEX distinct_pair_other ON distinct_pair (other);

-- Personal data --------------------------------------------------------------------------------

CREATE TABLE consent (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (text <> ''),
  date TEXT,
  proof TEXT,
  withdrawn_on TEXT
) STRICT;
CREATE INDEX consent_person ON consent (person);

-- The one consent that a person could have before.
INSERT INTO consent (id, person, text, date, proof)
  SELECT id, id, coalesce(nullif(consent_text, ''), '–'), consent_date, consent_proof FROM person
  WHERE consent_text IS NOT NULL OR consent_date IS NOT NULL OR consent_proof IS NOT NULL;
UPDATE person SET consent_text = NULL, consent_date = NULL, consent_proof = NULL;

-- Maturity -------------------------------------------------------------------------------------

-- Which question of an older version of a model a question of a newer one continues.
CREATE TABLE model_mapping (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES maturity_model (id) ON DELETE CASCADE,
  target INTEGER NOT NULL REFERENCES maturity_model (id) ON DELETE CASCADE,
  source_item TEXT NOT NULL,
  target_item TEXT NOT NULL
) STRICT;
CREATE INDEX model_mapping_source ON model_mapping (source);
CREATE INDEX model_mapping_target ON model_mapping (target);

-- Value chains ---------------------------------------------------------------------------------

-- A stage that runs beside the one before it: both are the same step of the chain.
ALTER TABLE chain_stage ADD COLUMN parallel INTEGER NOT NULL DEFAULT 0 CHECK (parallel IN (0, 1));
ALTER TABLE chain_actor ADD COLUMN capability REAL CHECK (capability BETWEEN 0 AND 5);
ALTER TABLE chain_actor ADD COLUMN jobs REAL CHECK (jobs >= 0);
ALTER TABLE chain_actor ADD COLUMN certificates TEXT;
ALTER TABLE chain_actor ADD COLUMN country TEXT;
ALTER TABLE chain_actor ADD COLUMN nuts TEXT;
ALTER TABLE chain_actor ADD COLUMN notes TEXT;
-- A branch or product line of the chain; lanes of its map.
ALTER TABLE chain_actor ADD COLUMN segment TEXT;

-- What a stage earns in a year, in euro; jobs in annual work units.
CREATE TABLE stage_account (
  id INTEGER PRIMARY KEY,
  stage INTEGER NOT NULL REFERENCES chain_stage (id) ON DELETE CASCADE,
  year INTEGER NOT NULL CHECK (year BETWEEN 1000 AND 9999),
  output REAL CHECK (output >= 0),
  intermediate REAL CHECK (intermediate >= 0),
  wages REAL CHECK (wages >= 0),
  jobs REAL CHECK (jobs >= 0),
  price REAL CHECK (price >= 0),
  unit TEXT,
  data_source TEXT
) STRICT;
CREATE INDEX stage_account_stage ON stage_account (stage);

-- Imports and exports of what a stage needs or makes, in euro a year.
CREATE TABLE trade_flow (
  id INTEGER PRIMARY KEY,
  stage INTEGER NOT NULL REFERENCES chain_stage (id) ON DELETE CASCADE,
  product TEXT,
  year INTEGER NOT NULL CHECK (year BETWEEN 1000 AND 9999),
  direction TEXT NOT NULL CHECK (direction IN ('import', 'export')),
  country TEXT NOT NULL,
  value REAL NOT NULL CHECK (value >= 0),
  data_source TEXT
) STRICT;
CREATE INDEX trade_flow_stage ON trade_flow (stage);

-- Porter's five forces, PESTEL, SWOT, Business Model Canvas, of a chain or of a sector: an entry a row.
CREATE TABLE canvas_entry (
  id INTEGER PRIMARY KEY,
  chain INTEGER REFERENCES chain (id) ON DELETE CASCADE,
  sector INTEGER REFERENCES sector (id) ON DELETE CASCADE,
  canvas TEXT NOT NULL CHECK (canvas IN ('five-forces', 'pestel', 'swot', 'business-model')),
  field TEXT NOT NULL,
  position REAL NOT NULL,
  text TEXT NOT NULL,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5)
) STRICT;
CREATE INDEX canvas_entry_chain ON canvas_entry (chain);
CREATE INDEX canvas_entry_sector ON canvas_entry (sector);

-- A chain as it was on a day, as JSON.
CREATE TABLE chain_snapshot (
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  date TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX chain_snapshot_chain ON chain_snapshot (chain);

-- Partnerships ---------------------------------------------------------------------------------

ALTER TABLE partnership ADD COLUMN parent INTEGER REFERENCES partnership (id) ON DELETE SET NULL;
ALTER TABLE partnership ADD COLUMN organisation INTEGER REFERENCES organisation (id) ON DELETE SET NULL;
ALTER TABLE partnership ADD COLUMN nuts TEXT;
ALTER TABLE partnership ADD COLUMN eccp_url TEXT;
ALTER TABLE partnership ADD COLUMN team REAL CHECK (team >= 0);
ALTER TABLE partnership ADD COLUMN english_web TEXT;
ALTER TABLE partnership ADD COLUMN recognised_by TEXT;
CREATE INDEX partnership_parent ON partnership (parent);
CREATE INDEX partnership_organisation ON partnership (organisation);

-- What a member brings, for shares other than by heads.
ALTER TABLE membership ADD COLUMN hours REAL CHECK (hours >= 0);
ALTER TABLE membership ADD COLUMN budget REAL CHECK (budget >= 0);
ALTER TABLE membership ADD COLUMN votes REAL CHECK (votes >= 0);

-- Every step on the ladder of commitment with its date; membership.commitment is where it stands.
CREATE TABLE commitment (
  id INTEGER PRIMARY KEY,
  membership INTEGER NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
  date TEXT NOT NULL,
  step INTEGER CHECK (step BETWEEN 0 AND 6),
  state TEXT CHECK (state IN ('paused', 'left')),
  note TEXT
) STRICT;
CREATE INDEX commitment_membership ON commitment (membership);

-- That two members of a partnership work together, as people know it.
CREATE TABLE tie (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  source INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  target INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  note TEXT
) STRICT;
CREATE INDEX tie_partnership ON tie (partnership);
CREATE INDEX tie_source ON tie (source);
CREATE INDEX tie_target ON tie (target);

CREATE TABLE paper (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  title TEXT NOT NULL CHECK (title <> ''),
  kind TEXT CHECK (kind IN ('letter-of-intent', 'mou', 'agreement', 'action-plan', 'other')),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'signed', 'ended')),
  date TEXT,
  valid_until TEXT,
  note TEXT
) STRICT;
CREATE INDEX paper_partnership ON paper (partnership);

CREATE TABLE paper_signature (
  id INTEGER PRIMARY KEY,
  paper INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  signed_on TEXT
) STRICT;
CREATE INDEX paper_signature_paper ON paper_signature (paper);
CREATE INDEX paper_signature_organisation ON paper_signature (organisation);

-- Labels of cluster excellence and what was improved for them.
CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('bronze', 'silver', 'gold')),
  awarded TEXT NOT NULL,
  expires TEXT,
  note TEXT,
  data_source TEXT
) STRICT;
CREATE INDEX label_partnership ON label (partnership);

CREATE TABLE improvement (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  title TEXT NOT NULL CHECK (title <> ''),
  indicator TEXT,
  date TEXT,
  effect TEXT
) STRICT;
CREATE INDEX improvement_partnership ON improvement (partnership);

-- Pilot actions and what the other partners say of them.
CREATE TABLE pilot (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  owner INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
  sector INTEGER REFERENCES sector (id) ON DELETE SET NULL,
  nuts TEXT,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'done', 'dropped')),
  starts TEXT,
  ends TEXT,
  description TEXT,
  results TEXT
) STRICT;
CREATE INDEX pilot_partnership ON pilot (partnership);
CREATE INDEX pilot_owner ON pilot (owner);
CREATE INDEX pilot_sector ON pilot (sector);

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  pilot INTEGER NOT NULL REFERENCES pilot (id) ON DELETE CASCADE,
  parent INTEGER REFERENCES review (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'recommendation', 'response')),
  organisation INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
  author TEXT,
  date TEXT,
  text TEXT NOT NULL CHECK (text <> ''),
  state TEXT CHECK (state IN ('open', 'accepted', 'rejected', 'done'))
) STRICT;
CREATE INDEX review_pilot ON review (pilot);
CREATE INDEX review_parent ON review (parent);
CREATE INDEX review_organisation ON review (organisation);

-- Activities -----------------------------------------------------------------------------------

CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT CHECK (kind IN ('training', 'workshop', 'twinning', 'peer-review', 'networking',
    'meeting', 'consultation', 'b2b', 'exchange', 'other')),
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
  partnership INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  starts TEXT,
  ends TEXT,
  time TEXT,
  place TEXT,
  country TEXT,
  online INTEGER NOT NULL DEFAULT 0 CHECK (online IN (0, 1)),
  scope TEXT CHECK (scope IN ('regional', 'national', 'european')),
  language TEXT,
  agenda TEXT,
  minutes TEXT,
  notes TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX activity_partnership ON activity (partnership);
CREATE INDEX activity_starts ON activity (starts);

CREATE TABLE activity_host (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX activity_host_activity ON activity_host (activity);
CREATE INDEX activity_host_organisation ON activity_host (organisation);

-- Who takes part: an organisation, a person, or a person for an organisation.
CREATE TABLE participant (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
  organisation INTEGER REFERENCES organisation (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id) ON DELETE SET NULL,
  role TEXT,
  state TEXT NOT NULL DEFAULT 'invited'
    CHECK (state IN ('invited', 'registered', 'attended', 'absent', 'declined')),
  satisfaction REAL CHECK (satisfaction BETWEEN 1 AND 5),
  comment TEXT
) STRICT;
CREATE INDEX participant_activity ON participant (activity);
CREATE INDEX participant_organisation ON participant (organisation);
CREATE INDEX participant_person ON participant (person);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  partnership INTEGER REFERENCES partnership (id) ON DELETE CASCADE,
  activity INTEGER REFERENCES activity (id) ON DELETE CASCADE,
  date TEXT,
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX decision_partnership ON decision (partnership);
CREATE INDEX decision_activity ON decision (activity);

-- What someone has to do, from a meeting, as a follow-up of an activity, or by itself.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  partnership INTEGER REFERENCES partnership (id) ON DELETE CASCADE,
  activity INTEGER REFERENCES activity (id) ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (text <> ''),
  organisation INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
  person INTEGER REFERENCES person (id) ON DELETE SET NULL,
  due TEXT,
  done_on TEXT
) STRICT;
CREATE INDEX task_partnership ON task (partnership);
CREATE INDEX task_activity ON task (activity);
CREATE INDEX task_organisation ON task (organisation);
CREATE INDEX task_person ON task (person);

-- Exchanges ------------------------------------------------------------------------------------

-- Who would like to visit or to host, before there is a match.
CREATE TABLE exchange_profile (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id) ON DELETE SET NULL,
  partnership INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  role TEXT NOT NULL CHECK (role IN ('visitor', 'host', 'both')),
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'registered', 'validated', 'rejected', 'withdrawn')),
  registered_on TEXT,
  validated_on TEXT,
  decision TEXT,
  kind TEXT CHECK (kind IN ('sme', 'cluster', 'technology-centre', 'support')),
  motivation TEXT,
  topics TEXT,
  countries TEXT,
  languages TEXT,
  available_from TEXT,
  available_to TEXT,
  note TEXT
) STRICT;
CREATE INDEX exchange_profile_organisation ON exchange_profile (organisation);
CREATE INDEX exchange_profile_person ON exchange_profile (person);
CREATE INDEX exchange_profile_partnership ON exchange_profile (partnership);

CREATE TABLE exchange (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  visitor INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
  visitor_person INTEGER REFERENCES person (id) ON DELETE SET NULL,
  visitor_kind TEXT
    CHECK (visitor_kind IN ('sme', 'cluster', 'technology-centre', 'support')),
  visitor_cluster INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  host INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
  host_person INTEGER REFERENCES person (id) ON DELETE SET NULL,
  host_kind TEXT CHECK (host_kind IN ('sme', 'cluster', 'technology-centre', 'support')),
  host_cluster INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  host_preapproved INTEGER NOT NULL DEFAULT 0 CHECK (host_preapproved IN (0, 1)),
  visitor_partnership INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  host_partnership INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'registered', 'validated', 'matched',
    'signed', 'running', 'reported', 'approved', 'paid', 'cancelled')),
  mode TEXT NOT NULL DEFAULT 'physical' CHECK (mode IN ('physical', 'virtual')),
  starts TEXT,
  ends TEXT,
  travel_days INTEGER CHECK (travel_days >= 0),
  objectives TEXT,
  motivation TEXT,
  agenda TEXT,
  amount REAL CHECK (amount >= 0),
  registered_on TEXT,
  validated_on TEXT,
  matched_on TEXT,
  approved_on TEXT,
  paid_on TEXT,
  cancelled_on TEXT,
  cancelled_why TEXT,
  visitor_report TEXT,
  visitor_report_on TEXT,
  visitor_satisfaction REAL CHECK (visitor_satisfaction BETWEEN 1 AND 5),
  host_report TEXT,
  host_report_on TEXT,
  host_satisfaction REAL CHECK (host_satisfaction BETWEEN 1 AND 5),
  notes TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX exchange_visitor ON exchange (visitor);
CREATE INDEX exchange_visitor_person ON exchange (visitor_person);
CREATE INDEX exchange_visitor_cluster ON exchange (visitor_cluster);
CREATE INDEX exchange_host ON exchange (host);
CREATE INDEX exchange_host_person ON exchange (host_person);
CREATE INDEX exchange_host_cluster ON exchange (host_cluster);
CREATE INDEX exchange_visitor_partnership ON exchange (visitor_partnership);
CREATE INDEX exchange_host_partnership ON exchange (host_partnership);

CREATE TABLE exchange_signature (
  id INTEGER PRIMARY KEY,
  exchange INTEGER NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
  document TEXT NOT NULL CHECK (document IN ('quality', 'financial')),
  party TEXT NOT NULL
    CHECK (party IN ('visitor', 'host', 'visitor-partnership', 'host-partnership')),
  signed_on TEXT NOT NULL,
  name TEXT
) STRICT;
CREATE INDEX exchange_signature_exchange ON exchange_signature (exchange);

-- How many exchanges a partnership has promised, in all or by kind of visitor.
CREATE TABLE exchange_target (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  visitor_kind TEXT
    CHECK (visitor_kind IN ('sme', 'cluster', 'technology-centre', 'support')),
  target INTEGER NOT NULL CHECK (target >= 0)
) STRICT;
CREATE INDEX exchange_target_partnership ON exchange_target (partnership);

-- Lump sums by host country and length, in euro; the project's own table.
CREATE TABLE lump_sum (
  id INTEGER PRIMARY KEY,
  partnership INTEGER REFERENCES partnership (id) ON DELETE CASCADE,
  country TEXT,
  days_from INTEGER NOT NULL CHECK (days_from >= 0),
  days_to INTEGER CHECK (days_to >= days_from),
  amount REAL NOT NULL CHECK (amount >= 0),
  data_source TEXT
) STRICT;
CREATE INDEX lump_sum_partnership ON lump_sum (partnership);

-- Public holidays beyond those that the program knows, or not held.
CREATE TABLE holiday (
  id INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  date TEXT NOT NULL,
  name TEXT,
  working INTEGER NOT NULL DEFAULT 0 CHECK (working IN (0, 1))
) STRICT;

-- Needs and offers -----------------------------------------------------------------------------

CREATE TABLE need (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  organisation INTEGER REFERENCES organisation (id) ON DELETE CASCADE,
  stage INTEGER REFERENCES chain_stage (id) ON DELETE SET NULL,
  finding TEXT,
  barrier TEXT CHECK (barrier IN ('finance', 'skills', 'marketing', 'research', 'networking')),
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'met', 'closed')),
  description TEXT,
  trl INTEGER CHECK (trl BETWEEN 1 AND 9),
  region_rule TEXT CHECK (region_rule IN ('same', 'other')),
  size_rule TEXT CHECK (size_rule IN ('sme', 'large')),
  date TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX need_organisation ON need (organisation);
CREATE INDEX need_stage ON need (stage);

CREATE TABLE need_code (
  id INTEGER PRIMARY KEY,
  need INTEGER NOT NULL REFERENCES need (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL CHECK (scheme IN ('nace-2', 'nace-2.1', 'competence')),
  code TEXT NOT NULL
) STRICT;
CREATE INDEX need_code_need ON need_code (need);

CREATE TABLE offer (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  stage INTEGER REFERENCES chain_stage (id) ON DELETE SET NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  description TEXT,
  trl INTEGER CHECK (trl BETWEEN 1 AND 9),
  capacity REAL CHECK (capacity >= 0),
  unit TEXT,
  date TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX offer_organisation ON offer (organisation);
CREATE INDEX offer_stage ON offer (stage);

CREATE TABLE offer_code (
  id INTEGER PRIMARY KEY,
  offer INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL CHECK (scheme IN ('nace-2', 'nace-2.1', 'competence')),
  code TEXT NOT NULL
) STRICT;
CREATE INDEX offer_code_offer ON offer_code (offer);

-- A need and who may meet it; every step with its date.
CREATE TABLE pairing (
  id INTEGER PRIMARY KEY,
  need INTEGER NOT NULL REFERENCES need (id) ON DELETE CASCADE,
  offer INTEGER REFERENCES offer (id) ON DELETE CASCADE,
  organisation INTEGER REFERENCES organisation (id) ON DELETE CASCADE,
  state TEXT NOT NULL DEFAULT 'proposed'
    CHECK (state IN ('proposed', 'contacted', 'feasible', 'agreed', 'failed')),
  score REAL CHECK (score BETWEEN 0 AND 100),
  reason TEXT
) STRICT;
CREATE INDEX pairing_need ON pairing (need);
CREATE INDEX pairing_offer ON pairing (offer);
CREATE INDEX pairing_organisation ON pairing (organisation);

CREATE TABLE pairing_step (
  id INTEGER PRIMARY KEY,
  pairing INTEGER NOT NULL REFERENCES pairing (id) ON DELETE CASCADE,
  state TEXT NOT NULL
    CHECK (state IN ('proposed', 'contacted', 'feasible', 'agreed', 'failed')),
  date TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX pairing_step_pairing ON pairing_step (pairing);

-- Regions and S3 -------------------------------------------------------------------------------

CREATE TABLE region_strategy (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  nuts TEXT,
  nuts_version TEXT,
  period_from INTEGER,
  period_to INTEGER,
  version TEXT,
  web TEXT,
  description TEXT,
  data_source TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE priority (
  id INTEGER PRIMARY KEY,
  strategy INTEGER NOT NULL REFERENCES region_strategy (id) ON DELETE CASCADE,
  position REAL NOT NULL DEFAULT 0,
  name TEXT NOT NULL CHECK (name <> ''),
  texts TEXT,
  description TEXT,
  sector INTEGER REFERENCES sector (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX priority_strategy ON priority (strategy);
CREATE INDEX priority_sector ON priority (sector);

CREATE TABLE priority_code (
  id INTEGER PRIMARY KEY,
  priority INTEGER NOT NULL REFERENCES priority (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL CHECK (scheme IN ('nace-2', 'nace-2.1', 'nabs-2007', 'policy', 'tag')),
  code TEXT NOT NULL
) STRICT;
CREATE INDEX priority_code_priority ON priority_code (priority);

-- Figures of regions: an indicator, and its value in a region and a year, for all activities or one.
CREATE TABLE indicator (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  unit TEXT,
  direction TEXT NOT NULL DEFAULT 'higher' CHECK (direction IN ('higher', 'lower', 'none')),
  transform TEXT NOT NULL DEFAULT 'none' CHECK (transform IN ('none', 'sqrt', 'log')),
  low REAL,
  high REAL,
  data_source TEXT
) STRICT;

CREATE TABLE indicator_value (
  id INTEGER PRIMARY KEY,
  indicator INTEGER NOT NULL REFERENCES indicator (id) ON DELETE CASCADE,
  nuts TEXT NOT NULL,
  nuts_version TEXT NOT NULL,
  nace_revision TEXT,
  nace TEXT,
  year INTEGER NOT NULL CHECK (year BETWEEN 1000 AND 9999),
  value REAL NOT NULL,
  flag TEXT,
  data_source TEXT
) STRICT;
CREATE INDEX indicator_value_indicator ON indicator_value (indicator);
CREATE INDEX indicator_value_nuts ON indicator_value (nuts);

-- What a person decided where a correspondence between two versions of a code list has several answers.
CREATE TABLE code_decision (
  id INTEGER PRIMARY KEY,
  source_scheme TEXT NOT NULL,
  source_code TEXT NOT NULL,
  target_scheme TEXT NOT NULL,
  target_code TEXT NOT NULL,
  note TEXT
) STRICT;

-- Strategies and KPIs --------------------------------------------------------------------------

CREATE TABLE strategy (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  partnership INTEGER REFERENCES partnership (id) ON DELETE SET NULL,
  parent INTEGER REFERENCES strategy (id) ON DELETE SET NULL,
  vision TEXT,
  starts TEXT,
  ends TEXT,
  description TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX strategy_partnership ON strategy (partnership);
CREATE INDEX strategy_parent ON strategy (parent);

CREATE TABLE objective (
  id INTEGER PRIMARY KEY,
  strategy INTEGER NOT NULL REFERENCES strategy (id) ON DELETE CASCADE,
  supports INTEGER REFERENCES objective (id) ON DELETE SET NULL,
  position REAL NOT NULL DEFAULT 0,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT
) STRICT;
CREATE INDEX objective_strategy ON objective (strategy);
CREATE INDEX objective_supports ON objective (supports);

CREATE TABLE measure (
  id INTEGER PRIMARY KEY,
  objective INTEGER NOT NULL REFERENCES objective (id) ON DELETE CASCADE,
  position REAL NOT NULL DEFAULT 0,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT,
  organisation INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
  owner TEXT,
  starts TEXT,
  due TEXT,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'done', 'dropped')),
  progress REAL CHECK (progress BETWEEN 0 AND 100),
  budget REAL CHECK (budget >= 0),
  spent REAL CHECK (spent >= 0)
) STRICT;
CREATE INDEX measure_objective ON measure (objective);
CREATE INDEX measure_organisation ON measure (organisation);

-- What a measure rests on: a finding of a chain, a question or dimension of an assessment, a need or a
-- priority of a region.
CREATE TABLE measure_reason (
  id INTEGER PRIMARY KEY,
  measure INTEGER NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
  chain INTEGER REFERENCES chain (id) ON DELETE CASCADE,
  finding TEXT,
  assessment INTEGER REFERENCES assessment (id) ON DELETE CASCADE,
  item TEXT,
  need INTEGER REFERENCES need (id) ON DELETE CASCADE,
  priority INTEGER REFERENCES priority (id) ON DELETE CASCADE,
  note TEXT
) STRICT;
CREATE INDEX measure_reason_measure ON measure_reason (measure);
CREATE INDEX measure_reason_chain ON measure_reason (chain);
CREATE INDEX measure_reason_assessment ON measure_reason (assessment);
CREATE INDEX measure_reason_need ON measure_reason (need);
CREATE INDEX measure_reason_priority ON measure_reason (priority);

CREATE TABLE kpi (
  id INTEGER PRIMARY KEY,
  strategy INTEGER NOT NULL REFERENCES strategy (id) ON DELETE CASCADE,
  objective INTEGER REFERENCES objective (id) ON DELETE SET NULL,
  position REAL NOT NULL DEFAULT 0,
  code TEXT,
  name TEXT NOT NULL CHECK (name <> ''),
  texts TEXT,
  definition TEXT,
  unit TEXT,
  baseline REAL,
  target REAL,
  rule TEXT NOT NULL DEFAULT 'manual',
  parameters TEXT
) STRICT;
CREATE INDEX kpi_strategy ON kpi (strategy);
CREATE INDEX kpi_objective ON kpi (objective);

CREATE TABLE kpi_period (
  id INTEGER PRIMARY KEY,
  strategy INTEGER NOT NULL REFERENCES strategy (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  locked_on TEXT,
  locked_by TEXT
) STRICT;
CREATE INDEX kpi_period_strategy ON kpi_period (strategy);

-- A value that a person gave, the plan, or what was counted when the period was locked, with what made
-- up the number as JSON.
CREATE TABLE kpi_value (
  id INTEGER PRIMARY KEY,
  kpi INTEGER NOT NULL REFERENCES kpi (id) ON DELETE CASCADE,
  period INTEGER NOT NULL REFERENCES kpi_period (id) ON DELETE CASCADE,
  plan REAL,
  value REAL,
  locked_value REAL,
  locked_evidence TEXT,
  comment TEXT
) STRICT;
CREATE INDEX kpi_value_kpi ON kpi_value (kpi);
CREATE INDEX kpi_value_period ON kpi_value (period);

-- Reports --------------------------------------------------------------------------------------

CREATE TABLE report_template (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL,
  definition TEXT NOT NULL
) STRICT;
