assert !new File(basedir, 'target').exists()
return true
