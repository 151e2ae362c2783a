@echo off
rem Runs the waSCC command line from this checkout, and builds it first where it is missing.
rem WASCC_JAVA_OPTS adds options for the JVM.
setlocal
set "root=%~dp0"
set "jar=%root%wascc-cli\target\wascc.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

if not exist "%jar%" (
  echo wascc: building; with an empty Maven repository this takes some minutes 1>&2
  pushd "%root%"
  call mvnw.cmd -B -q -Dquickly install 1>&2 || (popd & exit /b 1)
  popd
)

set "tuning=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if "%~1"=="run" set "tuning=-XX:-DontCompileHugeMethods"
"%java%" %tuning% %WASCC_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%
