// Every step that can fail inside a slot, by name. A child that cannot speak reports
// {step, errno, index}; the supervisor finds the words (slot_process.cpp).
#pragma once

#include <cstdint>

namespace arena::slot {

enum class Step : std::int32_t {
    none = 0,
    // keeper
    receive_config,
    clone_zygote,
    write_setgroups,
    write_uid_map,
    write_gid_map,
    join_cgroup,
    // zygote: building the room
    become_root,
    unshare_cgroup,
    pin_core,
    private_mounts,
    mount_root,
    bind_host_path,
    bind_device,
    mount_proc,
    mount_scratch,
    mount_box,
    pivot_root,
    detach_host,
    seal_root,
    set_hostname,
    open_rooms,
    drop_groups,
    drop_bounding_set,
    no_new_privs,
    landlock,
    seccomp,
    enter_work,
    // one run
    clone_init,
    clone_target,
    new_session,
    drop_identity,
    drop_capabilities,
    confine_target,
    standard_streams,
    receive_run,
    run_cgroup,
    resource_limits,
    exec_target,
};

}  // namespace arena::slot
