def log = new File(basedir, 'build.log').text
assert log.contains('a seed was given where only the place of one may stand')
assert !log.contains('SAAPN4W3EG6KCJGUQTKTJ5GSB5NHK5CHAJL4DBGFUM3HHROI4XUEP4OBK4')
return true
