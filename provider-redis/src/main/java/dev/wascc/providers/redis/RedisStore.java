package dev.wascc.providers.redis;

import dev.wascc.provider.keyvalue.KeyValueStore;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/** The operations as the commands of wascc-redis 0.9.2. */
record RedisStore(RedisServer server) implements KeyValueStore {

    @Override
    public int add(String key, int amount) throws RedisException {
        long sum;
        try {
            sum = server.write(Command.INCRBY, key, (long) amount) instanceof Long number ? number : 0;
        } catch (RedisException e) {
            throw e.about("key " + key);
        }
        if (sum != (int) sum) {
            server.write(Command.DECRBY, key, (long) amount);
            throw new IllegalStateException("the value of " + key + " would leave the range of 32 bits");
        }
        return (int) sum;
    }

    @Override
    public Optional<String> get(String key) throws RedisException {
        try {
            return Optional.ofNullable(server.read(Command.GET, key)).map(RedisServer::text);
        } catch (RedisException e) {
            if (e.wrongType()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void set(String key, String value, int expires) throws RedisException {
        if (expires > 0) {
            server.write(Command.SET, key, value, Keyword.EX, expires);
        } else {
            server.write(Command.SET, key, value);
        }
    }

    @Override
    public boolean exists(String key) throws RedisException {
        return RedisServer.count(server.read(Command.EXISTS, key)) > 0;
    }

    @Override
    public void delete(String key) throws RedisException {
        server.write(Command.DEL, key);
    }

    @Override
    public int push(String key, String value) throws RedisException {
        return RedisServer.count(server.write(Command.LPUSH, key, value));
    }

    @Override
    public int deleteItem(String key, String value) throws RedisException {
        return RedisServer.count(server.write(Command.LREM, key, 0, value));
    }

    @Override
    public List<String> range(String key, int start, int stop) throws RedisException {
        return RedisServer.texts(server.read(Command.LRANGE, key, start, stop));
    }

    @Override
    public boolean addMember(String key, String value) throws RedisException {
        return RedisServer.count(server.write(Command.SADD, key, value)) > 0;
    }

    @Override
    public boolean removeMember(String key, String value) throws RedisException {
        return RedisServer.count(server.write(Command.SREM, key, value)) > 0;
    }

    @Override
    public List<String> members(String key) throws RedisException {
        return RedisServer.texts(server.read(Command.SMEMBERS, key));
    }

    @Override
    public List<String> union(List<String> keys) throws RedisException {
        return keys.isEmpty() ? List.of() : RedisServer.texts(server.read(Command.SUNION, keys.toArray()));
    }

    @Override
    public List<String> intersection(List<String> keys) throws RedisException {
        return keys.isEmpty() ? List.of() : RedisServer.texts(server.read(Command.SINTER, keys.toArray()));
    }
}
