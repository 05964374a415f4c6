#include "ctn-data.h"

char *
ctn_data_path (const char *relative)
{
  const char *folder = g_getenv ("CTN_DATA_DIR");

  return g_build_filename (folder != NULL && *folder != '\0' ? folder : CTN_DATA_DIR, relative,
                           NULL);
}
