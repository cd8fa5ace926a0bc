@echo off
rem dlmcert for Windows: builds the program if needed and runs it.
rem NOT TESTED: written after the POSIX launcher "dlmcert" without a Windows machine at hand.
rem JAVA_HOME: the Java (17 or newer) to use; DLMCERT_JAVA_OPTS: further options for Java.
setlocal EnableExtensions DisableDelayedExpansion

set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "JAR=%ROOT%\verifier\app\target\dlmcert.jar"
set "STATE=%ROOT%\verifier\app\target\launcher"
if exist "%ROOT%\lib\dlmcert.jar" if not exist "%ROOT%\verifier" (
  set "JAR=%ROOT%\lib\dlmcert.jar"
  set "STATE=%ROOT%\lib\launcher"
)
set "LOCK=%ROOT%\target\dlmcert-build.lock"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
set "VERSION="
for /f "tokens=2 delims==." %%v in ('^""%JAVA%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="^"') do set "VERSION=%%v"
if defined VERSION set "VERSION=%VERSION: =%"
if not defined VERSION goto nojava
if %VERSION% LSS 17 goto nojava

call :iscurrent
if not errorlevel 1 goto run

if not exist "%ROOT%\target" mkdir "%ROOT%\target"
set /a WAITED=0
:acquire
mkdir "%LOCK%" 2>nul
if not errorlevel 1 goto locked
if %WAITED%==0 echo dlmcert: waiting for another build; if there is none, remove %LOCK% 1>&2
set /a WAITED+=1
if %WAITED% GEQ 900 (
  echo dlmcert: gave up waiting for another build; if there is none, remove %LOCK% 1>&2
  exit /b 70
)
ping -n 2 127.0.0.1 >nul
goto acquire

:locked
call :iscurrent
if not errorlevel 1 goto unlock
where mvn >nul 2>nul
if errorlevel 1 (
  rmdir "%LOCK%"
  echo dlmcert: Maven 3.8 or newer is needed to build the program; there is no mvn on the PATH. 1>&2
  echo   Install it from https://maven.apache.org/download.cgi 1>&2
  exit /b 2
)
echo dlmcert: building the program ^(once; some minutes if Maven has to download libraries^) ... 1>&2
pushd "%ROOT%"
call mvn -q -B -Dstyle.color=never -pl verifier/app -am -P "!static-checks" -Dmaven.test.skip=true package <nul 1>&2
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  rmdir "%LOCK%"
  echo dlmcert: the build failed; the messages above say why 1>&2
  exit /b 70
)
if not exist "%STATE%" mkdir "%STATE%"
"%JAVA%" -Xlog:disable -Xlog:all=off "-XX:ArchiveClassesAtExit=%STATE%\classes-%VERSION%.jsa" -XX:+UseSerialGC -cp "%JAR%" org.dlmcert.app.Rehearsal --help <nul >nul 2>nul
:unlock
rmdir "%LOCK%"

:run
set "ARCHIVE="
if exist "%STATE%\classes-%VERSION%.jsa" set "ARCHIVE=-XX:SharedArchiveFile="%STATE%\classes-%VERSION%.jsa""
set "COLLECTOR=-XX:+UseSerialGC"
if defined DLMCERT_JAVA_OPTS set "COLLECTOR="
"%JAVA%" -Xshare:auto %ARCHIVE% -Xlog:disable -Xlog:all=off %COLLECTOR% -XX:MaxRAMPercentage=50 %DLMCERT_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:nojava
echo dlmcert: a Java Development Kit (JDK) 17 or newer is needed. 1>&2
echo   Install one from https://adoptium.net, or set JAVA_HOME to where one is installed. 1>&2
exit /b 2

rem Whether there is a build and no source is newer; errorlevel 0 if so.
:iscurrent
if not exist "%JAR%" exit /b 1
if not exist "%ROOT%\verifier\engine\src" exit /b 0
powershell -NoProfile -NonInteractive -Command "Set-Location -LiteralPath $env:ROOT; $built = (Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc; $newer = Get-ChildItem pom.xml, proofs, verifier -Recurse -File | Where-Object { $_.LastWriteTimeUtc -gt $built -and $_.FullName -notmatch '\\target\\' -and ($_.Name -eq 'pom.xml' -or $_.FullName -match '\\src\\main\\') } | Select-Object -First 1; if ($newer) { exit 1 } else { exit 0 }" >nul 2>nul
exit /b %ERRORLEVEL%
