/* The virtual microphone is loaded by libasound at run time (`pcm_type.aloudmic { lib "…" }`); nobody calls it
 * directly, so it declares nothing here. SwiftPM wants a header folder for a C target. */
#ifndef VIRTUAL_MICROPHONE_H
#define VIRTUAL_MICROPHONE_H
#endif
