assert new File(basedir, 'build.log').text.contains('WASCC-S004')
return true
