/// Where a setting comes from and what a setting is. The only package that reads the environment, the `.env` file
/// of the working directory and the files that `NAME_FILE` variables point at.
///
/// Each module declares its own [dev.fixway.config.Setting]s and reads them once at start through an
/// [dev.fixway.config.Environment]; nothing here changes after that.
///
/// Owner thread: none. Everything is immutable and may be used from any thread.
@NullMarked
package dev.fixway.config;

import org.jspecify.annotations.NullMarked;
