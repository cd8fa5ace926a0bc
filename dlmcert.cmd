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
set "JSA=%STATE%\classes-%VERSION%.jsa"

rem As in the POSIX launcher, which says what for; a test compares them.
set "MAPPING=-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
set "COMPILER=-XX:Tier3InvocationThreshold=1000 -XX:Tier4InvocationThreshold=500000 -XX:Tier4MinInvocationThreshold=60000 -XX:Tier4CompileThreshold=1500000 -XX:Tier4BackEdgeThreshold=4000000"

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
rem Made anew below, from the new program.
if exist "%JSA%" del /f /q "%JSA%"
:unlock
rmdir "%LOCK%"

:run
if not exist "%JSA%" call :archive
set "ARCHIVE="
for %%a in ("%JSA%") do if exist "%%~a" if %%~za GTR 0 set "ARCHIVE=%MAPPING% "-XX:SharedArchiveFile=%%~a""
rem The collector with the smallest footprint and the fastest start, unless another is asked for.
set "COLLECTOR=-XX:+UseSerialGC"
set DLMCERT_JAVA_OPTS 2>nul | findstr /r /c:"-XX:+Use.*GC" >nul && set "COLLECTOR="
"%JAVA%" -Xshare:auto -Xlog:disable -Xlog:all=off %COLLECTOR% %COMPILER% -XX:MaxRAMPercentage=50 %DLMCERT_JAVA_OPTS% %ARCHIVE% -cp "%JAR%" org.dlmcert.app.Main %*
exit /b %ERRORLEVEL%

rem Has Java make an archive of the classes that a rehearsal loads, as in the POSIX launcher, which says
rem why. Nothing depends on it; an empty file keeps it from being tried again where it does not work.
:archive
if not exist "%STATE%" mkdir "%STATE%" 2>nul
set "WORK=%STATE%\rehearsal.%RANDOM%"
mkdir "%WORK%" 2>nul || exit /b 0
pushd "%WORK%" || exit /b 0
(echo 1,2,0& echo 3,4,1& echo 5,7,1)>data.csv
"%JAVA%" -Xlog:disable -Xlog:all=off %MAPPING% -XX:DumpLoadedClassList=classes.lst -XX:+UseSerialGC -cp "%JAR%" org.dlmcert.app.Rehearsal ^
  "--help" ^
  "help certify" ^
  "generate --widths 3,3,1 --samples 4 --slope 1/4 --seed 1 -o instance.json" ^
  "certify instance.json --certificate certificate.json" ^
  "check certificate.json" ^
  "explain certificate.json" ^
  "certify instance.json --method collapse" ^
  "inspect instance.json" ^
  "minima instance.json" ^
  "certify --data data.csv --target-column last --hidden 2 --slope 0.01" ^
  "rank data.csv" ^
  "width instance.json --json" <nul >nul 2>nul
if exist classes.lst "%JAVA%" -Xlog:disable -Xlog:all=off %MAPPING% -Xshare:dump -XX:SharedClassListFile=classes.lst -XX:SharedArchiveFile=classes.jsa -XX:+UseSerialGC -cp "%JAR%" <nul >nul 2>nul
if exist classes.jsa (move /y classes.jsa "%JSA%" >nul 2>nul) else (type nul >"%JSA%")
popd
rmdir /s /q "%WORK%" 2>nul
exit /b 0

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
