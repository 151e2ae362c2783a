package dev.wascc.provider.keyvalue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Strings, lists and sets by key, as Redis keeps them: a key holds one type, an emptied list or set is gone, and an operation for another type
 * is refused. Every method may be called from several threads, and is done as a whole or not at all. What they throw is shown to the actor.
 */
public interface KeyValueStore {

    /** Adds to a counter, which starts at 0; INCRBY. Refuses what is no integer, and a sum beyond 32 bits. */
    int add(String key, int amount) throws Exception;

    /** Absent where there is no such key, or it holds no string. */
    Optional<String> get(String key) throws Exception;

    /**
     * Puts a string in the place of whatever was there.
     *
     * @param expires seconds from now, 0 or less for never
     */
    void set(String key, String value, int expires) throws Exception;

    boolean exists(String key) throws Exception;

    /** One that is not there is no error. */
    void delete(String key) throws Exception;

    /** Puts a value at the head of a list, LPUSH; answers the length. */
    int push(String key, String value) throws Exception;

    /** Takes all items of this value out of a list, LREM 0; answers how many. */
    int deleteItem(String key, String value) throws Exception;

    /** Items of a list, LRANGE: both ends belong to it, and below 0 they count from the end. */
    List<String> range(String key, int start, int stop) throws Exception;

    /** Whether the value was not in the set; SADD. */
    boolean addMember(String key, String value) throws Exception;

    /** Whether the value was in the set; SREM. */
    boolean removeMember(String key, String value) throws Exception;

    Collection<String> members(String key) throws Exception;

    Collection<String> union(List<String> keys) throws Exception;

    Collection<String> intersection(List<String> keys) throws Exception;
}
