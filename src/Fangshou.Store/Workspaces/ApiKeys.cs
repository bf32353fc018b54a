using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Keys by which programs act for users. A key is shown once; what is held cannot be turned back into it.</summary>
/// <remarks>
/// Written <c>fs-ID-SECRET</c>: the id may be seen, the secret has 256 random bits. Held is PBKDF2-HMAC-SHA256 (RFC 8018) of the secret with a salt of its own.
/// A key that was once verified is recognised by its SHA-256 in memory, so that only the first request of a program waits for the slow hash.
/// </remarks>
sealed class ApiKeys(Workspace workspace)
{
    /// <summary>Rounds of the hash; the count used is held with each key, so it can be raised.</summary>
    public const int Iterations = 600_000;

    const string Prefix = "fs-";
    const int SaltBytes = 16, HashBytes = 32, SecretBytes = 32, IdBytes = 8, LongestKey = 200;

    // Compared against when there is no such key, so that an answer takes as long either way.
    static readonly ApiKey nobody = new()
    {
        Id = "",
        User = "",
        Label = "",
        Salt = new byte[SaltBytes],
        Hash = new byte[HashBytes],
        Iterations = Iterations,
        Created = DateTimeOffset.UnixEpoch,
    };

    readonly ConcurrentDictionary<string, byte[]> verified = new(StringComparer.Ordinal);

    /// <summary>Makes a key for a user.</summary>
    /// <returns>What is held, and the key itself, which is never told again.</returns>
    /// <exception cref="RefusedException">There is no such user, or he is disabled (exit 3).</exception>
    public Task<(ApiKey Held, string Key)> IssueAsync(string user, string label, string by, CancellationToken cancellation = default)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes), hash = Hash(secret, salt, Iterations);
        return workspace.Database.WriteAsync(
            async context =>
            {
                if (!await context.Users.AnyAsync(u => u.Name == user && !u.Disabled, cancellation))
                    throw new RefusedException(Fault.NotFound, $"there is no user {Texts.Printable(user)} in {workspace.Database.Shown}, or not one who may sign in.");
                DateTimeOffset now = workspace.Time.GetUtcNow();
                ApiKey held = new() { Id = id, User = user, Label = Texts.Printable(label), Salt = salt, Hash = hash, Iterations = Iterations, Created = now };
                context.Keys.Add(held);
                await AuditLog.Add(context, now, by, "key.issue", $"keys/{id}", user, cancellation);
                return (held, $"{Prefix}{id}-{secret}");
            },
            cancellation);
    }

    /// <summary>The keys of a user, or all, oldest first; revoked ones too.</summary>
    public Task<ImmutableArray<ApiKey>> ListAsync(string? user = null, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Keys.AsNoTracking().Where(k => user == null || k.User == user).OrderBy(k => k.Created).ToListAsync(cancellation)).ToImmutableArray(), cancellation);

    /// <summary>Ends a key from now on.</summary>
    /// <exception cref="RefusedException">There is no such key (exit 3).</exception>
    public Task<bool> RevokeAsync(string id, string by, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            ApiKey key = await context.Keys.FirstOrDefaultAsync(k => k.Id == id, cancellation)
                ?? throw new RefusedException(Fault.NotFound, $"there is no key {Texts.Printable(id)} in {workspace.Database.Shown}.");
            DateTimeOffset now = workspace.Time.GetUtcNow();
            key.Revoked ??= now;
            await AuditLog.Add(context, now, by, "key.revoke", $"keys/{id}", key.User, cancellation);
            return true;
        },
        cancellation);

    /// <summary>The user whom a key stands for; null when it is none, was revoked, or the user is disabled. Takes as long for a wrong key as for none.</summary>
    public async Task<User?> VerifyAsync(string key, CancellationToken cancellation = default)
    {
        (string id, string secret) = Parts(key) ?? ("", key.Length <= LongestKey ? key : "");
        (ApiKey? held, User? user) = await Find(id, cancellation);
        if (held is null || !Recognises(key))
        {
            ApiKey against = held ?? nobody;
            bool matches = CryptographicOperations.FixedTimeEquals(Hash(secret, against.Salt, against.Iterations), against.Hash);
            if (!matches || held is null)
                return null;
            verified[held.Id] = Seen(key);
        }

        return Holder(held, user);
    }

    /// <summary>The user of a key that is known by its id; null when it was revoked, or the user is disabled.</summary>
    public async Task<User?> HolderAsync(string id, CancellationToken cancellation = default)
    {
        (ApiKey? held, User? user) = await Find(id, cancellation);
        return Holder(held, user);
    }

    /// <summary>True when somebody may sign in by a key.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        context => context.Keys.AnyAsync(k => k.Revoked == null && context.Users.Any(u => u.Name == k.User && !u.Disabled), cancellation), cancellation);

    /// <summary>True for a key that was verified before: to verify it again costs no slow hash.</summary>
    public bool Recognises(string key) =>
        IdOf(key) is { } id && verified.TryGetValue(id, out byte[]? known) && CryptographicOperations.FixedTimeEquals(known, Seen(key));

    /// <summary>The part of a key that may be seen; null for what is no key.</summary>
    public static string? IdOf(string key) => Parts(key)?.Id;

    static User? Holder(ApiKey? held, User? user) => held is { Revoked: null } && user is { Disabled: false } ? user : null;

    static (string Id, string Secret)? Parts(string key) =>
        key.Length <= LongestKey && key.StartsWith(Prefix, StringComparison.Ordinal) && key[Prefix.Length..].Split('-', 2) is [var id, var secret] && DraftJudge.IsText(id) ? (id, secret) : null;

    static byte[] Seen(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    Task<(ApiKey?, User?)> Find(string id, CancellationToken cancellation) => workspace.Database.ReadAsync(
        async context =>
        {
            ApiKey? held = await context.Keys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, cancellation);
            return (held, held is null ? null : await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Name == held.User, cancellation));
        },
        cancellation);

    static byte[] Hash(string secret, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
