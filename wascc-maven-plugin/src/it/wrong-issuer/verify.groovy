def log = new File(basedir, 'build.log').text
assert log.contains('WASCC-S007')
assert log.contains('ABTL47RTFR5EKMZSXWOQU735WBK7LRPPDIDK3JTNTCZZ7NUBBRDTVEN7')
assert !log.contains('Exception: WASCC')
return true
