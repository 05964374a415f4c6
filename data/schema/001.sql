-- Schema 1 of a Catenary project file. See README.md in this folder.
-- Times are milliseconds since 1970 (UTC); dates are ISO 8601 text; texts in several languages are
-- JSON objects such as {"en": "Health", "de": "Gesundheit"}; ids are described in README.md.

-- The file itself -----------------------------------------------------------------------------

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operation (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  subject TEXT,
  author TEXT NOT NULL,
  time INTEGER NOT NULL,
  merge_key TEXT,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'discarded'))
) STRICT;

CREATE TABLE change (
  operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  record TEXT NOT NULL,
  row INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'delete')),
  before TEXT,
  after TEXT,
  PRIMARY KEY (operation, position)
) STRICT, WITHOUT ROWID;

-- Settings of the project that its users share ------------------------------------------------

CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value TEXT
) STRICT;

-- Registry ------------------------------------------------------------------------------------

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT,
  helix TEXT CHECK (helix IN ('industry', 'research', 'government', 'civil')),
  type TEXT,
  legal_form TEXT,
  country TEXT,
  nuts TEXT,
  nuts_version TEXT,
  street TEXT,
  postcode TEXT,
  city TEXT,
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  web TEXT,
  email TEXT,
  phone TEXT,
  size_class TEXT CHECK (size_class IN ('micro', 'small', 'medium', 'large')),
  founded TEXT,
  description TEXT,
  notes TEXT,
  source TEXT,
  source_date TEXT,
  last_contact TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX organisation_helix ON organisation (helix);
CREATE INDEX organisation_country ON organisation (country);

CREATE TABLE organisation_name (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_name_organisation ON organisation_name (organisation);

CREATE TABLE organisation_identifier (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_identifier_organisation ON organisation_identifier (organisation);

CREATE TABLE organisation_language (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  language TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_language_organisation ON organisation_language (organisation);

CREATE TABLE organisation_nace (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  revision TEXT NOT NULL CHECK (revision IN ('2', '2.1')),
  code TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_nace_organisation ON organisation_nace (organisation);

CREATE TABLE organisation_size (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  year INTEGER NOT NULL CHECK (year BETWEEN 1000 AND 9999),
  headcount REAL CHECK (headcount >= 0),
  turnover REAL CHECK (turnover >= 0),
  balance REAL CHECK (balance >= 0)
) STRICT;
CREATE INDEX organisation_size_organisation ON organisation_size (organisation);

CREATE TABLE sector (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES sector (id) ON DELETE CASCADE,
  position REAL NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX sector_parent ON sector (parent);

CREATE TABLE organisation_sector (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  sector INTEGER NOT NULL REFERENCES sector (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX organisation_sector_organisation ON organisation_sector (organisation);
CREATE INDEX organisation_sector_sector ON organisation_sector (sector);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE organisation_tag (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX organisation_tag_organisation ON organisation_tag (organisation);
CREATE INDEX organisation_tag_tag ON organisation_tag (tag);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  given_name TEXT,
  family_name TEXT NOT NULL CHECK (family_name <> ''),
  title TEXT,
  email TEXT,
  phone TEXT,
  language TEXT,
  notes TEXT,
  legal_basis TEXT,
  data_source TEXT,
  purpose TEXT,
  informed_on TEXT,
  consent_text TEXT,
  consent_date TEXT,
  consent_proof TEXT,
  retain_until TEXT,
  restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
  erased_on TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE position (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  function TEXT
) STRICT;
CREATE INDEX position_person ON position (person);
CREATE INDEX position_organisation ON position (organisation);

CREATE TABLE custom_field (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  position REAL NOT NULL,
  label TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'yes-no', 'choice')),
  choices TEXT
) STRICT;

CREATE TABLE custom_value (
  id INTEGER PRIMARY KEY,
  field INTEGER NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE INDEX custom_value_row ON custom_value (row, field);

CREATE TABLE saved_filter (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL
) STRICT;

CREATE TABLE import_mapping (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  header TEXT NOT NULL,
  mapping TEXT NOT NULL
) STRICT;

-- Maturity ------------------------------------------------------------------------------------

CREATE TABLE maturity_model (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  version TEXT NOT NULL,
  definition TEXT NOT NULL
) STRICT;

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  model INTEGER NOT NULL REFERENCES maturity_model (id) ON DELETE RESTRICT,
  subject_kind TEXT NOT NULL
    CHECK (subject_kind IN ('region', 'partnership', 'organisation', 'chain')),
  subject INTEGER,
  nuts TEXT,
  nuts_version TEXT,
  name TEXT NOT NULL,
  date TEXT NOT NULL,
  stage TEXT,
  notes TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX assessment_model ON assessment (model);

CREATE TABLE answer (
  id INTEGER PRIMARY KEY,
  assessment INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  rater TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'not-applicable')),
  value REAL,
  reason TEXT,
  comment TEXT,
  evidence TEXT,
  confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')),
  date TEXT
) STRICT;
CREATE INDEX answer_assessment ON answer (assessment);

CREATE TABLE target (
  id INTEGER PRIMARY KEY,
  assessment INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  value REAL NOT NULL
) STRICT;
CREATE INDEX target_assessment ON target (assessment);

-- Value chains --------------------------------------------------------------------------------

CREATE TABLE chain (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT,
  sector INTEGER REFERENCES sector (id) ON DELETE SET NULL,
  threshold INTEGER NOT NULL DEFAULT 1 CHECK (threshold >= 0),
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX chain_sector ON chain (sector);

CREATE TABLE chain_stage (
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain (id) ON DELETE CASCADE,
  parent INTEGER REFERENCES chain_stage (id) ON DELETE CASCADE,
  position REAL NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  nace TEXT
) STRICT;
CREATE INDEX chain_stage_chain ON chain_stage (chain);
CREATE INDEX chain_stage_parent ON chain_stage (parent);

CREATE TABLE chain_actor (
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain (id) ON DELETE CASCADE,
  stage INTEGER REFERENCES chain_stage (id) ON DELETE CASCADE,
  organisation INTEGER REFERENCES organisation (id) ON DELETE CASCADE,
  name TEXT,
  kind TEXT NOT NULL DEFAULT 'actor' CHECK (kind IN ('actor', 'supporter', 'market', 'outside')),
  state TEXT NOT NULL DEFAULT 'existing' CHECK (state IN ('existing', 'planned', 'missing')),
  role TEXT,
  share REAL CHECK (share >= 0),
  capacity REAL CHECK (capacity >= 0),
  demand REAL CHECK (demand >= 0),
  unit TEXT,
  trl INTEGER CHECK (trl BETWEEN 1 AND 9),
  pinned_x REAL,
  pinned_y REAL
) STRICT;
CREATE INDEX chain_actor_chain ON chain_actor (chain);
CREATE INDEX chain_actor_stage ON chain_actor (stage);
CREATE INDEX chain_actor_organisation ON chain_actor (organisation);

CREATE TABLE chain_link (
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain (id) ON DELETE CASCADE,
  source INTEGER NOT NULL REFERENCES chain_actor (id) ON DELETE CASCADE,
  target INTEGER NOT NULL REFERENCES chain_actor (id) ON DELETE CASCADE,
  kind TEXT NOT NULL DEFAULT 'supply'
    CHECK (kind IN ('supply', 'service', 'knowledge', 'finance', 'data', 'ownership')),
  state TEXT NOT NULL DEFAULT 'existing'
    CHECK (state IN ('existing', 'weak', 'planned', 'missing')),
  product TEXT,
  volume REAL CHECK (volume >= 0),
  unit TEXT,
  value REAL CHECK (value >= 0),
  year INTEGER,
  strength INTEGER CHECK (strength BETWEEN 1 AND 5),
  formality TEXT,
  governance TEXT
    CHECK (governance IN ('market', 'modular', 'relational', 'captive', 'hierarchy')),
  confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')),
  data_source TEXT
) STRICT;
CREATE INDEX chain_link_chain ON chain_link (chain);
CREATE INDEX chain_link_source ON chain_link (source);
CREATE INDEX chain_link_target ON chain_link (target);

-- Partnerships --------------------------------------------------------------------------------

CREATE TABLE partnership (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT,
  kind TEXT NOT NULL DEFAULT 'consortium'
    CHECK (kind IN ('consortium', 'cluster', 'alliance', 'working-group')),
  programme TEXT,
  starts TEXT,
  ends TEXT,
  web TEXT,
  description TEXT,
  data_source TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE membership (
  id INTEGER PRIMARY KEY,
  partnership INTEGER NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
  organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  role TEXT,
  since TEXT,
  until TEXT,
  share REAL CHECK (share BETWEEN 0 AND 100),
  commitment INTEGER CHECK (commitment BETWEEN 0 AND 6)
) STRICT;
CREATE INDEX membership_partnership ON membership (partnership);
CREATE INDEX membership_organisation ON membership (organisation);
