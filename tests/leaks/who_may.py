"""Who may enter which address: one line of this table is what a role is, as the tests of every address read it.

The people are those of ``town.py``: 李敏 (li) is the caseworker; mate sits in her street, zhang in another street of
the county, liu and elsewhere in another county; city is the manager of the whole city; zhou acts for the firm.
"""

# The caseworker alone: what she uploaded, wrote or asked for, and what only she may send.
HERSELF = ("li",)
ABOVE_HER = ("manager", "city")
# The caseworker, and the managers of the district and of the city above her.
OF_THE_CASE = (*HERSELF, *ABOVE_HER)
# … and a worker of the same street, who is asked for her purpose.
IN_REACH = (*OF_THE_CASE, "mate")
# … and a welfare officer of the region, on the pages of a household.
OF_THE_HOUSEHOLD = (*OF_THE_CASE, "officer")
GIVER_AND_RECEIVER = (*HERSELF, "zhang")
# Who may receive the case, and who still has it; the manager of the city stands above both.
PLACE_SHE_MOVES_TO = ("liu", "elsewhere", "city")
BOTH_PLACES = (*OF_THE_CASE, "liu", "elsewhere")
WORKERS = ("li", "mate", "zhang", "liu")
MANAGERS = ("manager", "city", "elsewhere")
# Firms and vacancies are kept by county.
OF_THE_COUNTY = (*OF_THE_CASE, "mate", "zhang")
OFFICE_OF_THE_COUNTY = (*ABOVE_HER, "officer")
OFFICER = ("officer",)
OFFICES = (*MANAGERS, "officer")
OF_THE_SITE = (*MANAGERS, "editor")
READERS_OF_THE_LEDGER = (*MANAGERS, "auditor")
DESK = (*WORKERS, *MANAGERS)
DESK_AND_OFFICER = (*DESK, "officer")
# Runs the platform, reads no case and no firm's dossier.
ADMINISTRATOR = ("admin",)
MEMBERS = (*DESK, "auditor", "officer", "editor", *ADMINISTRATOR)
STAFF = (*MEMBERS, "postless")
# Who acts for the firm.
ZHOU = ("zhou",)
# … and who waits until the firm has been verified.
OF_A_FIRM = (*ZHOU, "waiting")
# Anybody signed in without a post may come to the portal's first page and register a firm.
WITHOUT_A_POST = ("postless", "zhou", "waiting")
SIGNED_IN = (*STAFF, "zhou", "waiting")
VISITOR = (None,)
EVERYBODY = (*SIGNED_IN, None)
# A POST that says nothing, a step of another state, a dead link: shut to all in this town. They are tested
# where they work.
NOBODY = ()

# Groups of people, and the addresses that open to them and to nobody else.
WHO_MAY = (
    (
        HERSELF,
        """
            jobs:progress jobs:again welfare:paper_remove clients:paper clients:help_edit
            clients:service_edit clients:intake_one clients:intake_progress clients:intake_apply
            clients:intake_discard clients:intake_rest employers:vacancy_import
            employers:vacancy_import_apply employers:vacancy_import_rest placement:refer
            placement:refer_ask placement:refer_paper placement:refer_waits placement:refer_send
            placement:placement_edit placement:placement_end placement:placement_end_back
            placement:placement_new placement:placement_adopt placement:placement_support_ask
            placement:placement_support_waits placement:placement_support_tell
        """.split(),
    ),
    (
        ABOVE_HER,
        """
            people:staff_member people:staff_act clients:reopen placement:override
            placement:fact_sample placement:fact_settle placement:fact_moved
        """.split(),
    ),
    (
        OF_THE_CASE,
        """
            clients:wishes clients:who_looked clients:edit clients:help clients:close
            clients:help_remark clients:plan clients:plan_sheet clients:plan_review clients:plan_close
            clients:goal_new clients:goal clients:goal_close clients:goal_reopen
            clients:services clients:service_result clients:client_pairings clients:pairing_end
            people:qualification_new people:qualification people:qualification_remove
            placement:fact_confirm
            clients:consents clients:consent_own_link
            clients:consent_paper clients:consent_sheet clients:consent_act clients:answer
            clients:facts clients:fact_new clients:fact clients:fact_remove placement:release_plan
            placement:release_sheet placement:release_vacancy placement:release_tick placement:pause
            placement:pause_end placement:referral placement:referral_undo
            placement:client_referrals placement:placement placement:client_placements
            placement:placement_support placement:placement_support_sheet
            placement:follow_up placement:follow_up_back placement:matches placement:near_misses
            placement:compare placement:shortlist
            placement:client_training placement:training_sign_up
            placement:enrolment placement:enrolment_move
            clients:clocks clients:report_in_new clients:report_in clients:report_in_drop clients:agreement
            clients:measure_pause clients:pause_withdraw clients:planned_past clients:planned_day
            clients:planned_forget clients:leave_new clients:leave clients:leave_back clients:leave_withdraw
            clients:leave_sheet clients:transfer clients:transfer_receipt clients:hand_over_receipt
            clients:duty_new
        """.split(),
    ),
    (
        IN_REACH,
        """
            clients:overview clients:look_up
        """.split(),
    ),
    (
        OF_THE_HOUSEHOLD,
        """
            welfare:household welfare:members welfare:member_new welfare:paper_new
            welfare:benefit_new welfare:notices welfare:interview welfare:start
            welfare:interview_summary welfare:net_income welfare:member welfare:member_remove
            welfare:member_fact welfare:fact welfare:benefit_end welfare:notice welfare:application
            welfare:publicity welfare:receipt welfare:papers_notice welfare:gap welfare:gap_act
            clients:duty clients:duty_act
        """.split(),
    ),
    (
        GIVER_AND_RECEIVER,
        """
            clients:hand_over_act
        """.split(),
    ),
    (
        PLACE_SHE_MOVES_TO,
        """
            clients:transfer_incoming
        """.split(),
    ),
    (
        BOTH_PLACES,
        """
            clients:transfer_act
        """.split(),
    ),
    (
        WORKERS,
        """
            placement:today placement:candidates
        """.split(),
    ),
    (
        MANAGERS,
        """
            people:staff people:staff_new placement:district placement:staffing
            figures:month figures:all figures:figure figures:rows figures:sheet figures:excel
            placement:fact_samples placement:fact_draw
        """.split(),
    ),
    (
        OF_THE_SITE,
        """
            site:recruiting
        """.split(),
    ),
    (
        OF_THE_COUNTY,
        """
            clients:cadre
            employers:base_edit employers:base_agree employers:base_agreement employers:firm_edit employers:firm_verify
            employers:contact_end
            employers:contact_appoint employers:vacancy_new employers:vacancy_hear
            employers:vacancy_edit employers:vacancy_step employers:vacancy_review
            employers:verification employers:licence employers:training_base_edit employers:course_new
            employers:course_edit employers:cohort_new employers:cohort_edit employers:cohort_cancel
            employers:commitment_new employers:commitment_withdraw employers:firm_incentives
            employers:fair_edit employers:fair_cancel employers:fair_hold employers:fair_step employers:fair_came
            employers:fair_guest_new employers:fair_guest_drop employers:fair_sheet employers:fair_excel
            employers:hire_new employers:hire employers:hire_edit employers:hire_act employers:dossier
            employers:dossier_paper employers:dossier_paper_file employers:dossier_upload
            employers:dossier_hand_in employers:dossier_settle
        """.split(),
    ),
    (
        OFFICE_OF_THE_COUNTY,
        """
            welfare:standard welfare:standard_decide
        """.split(),
    ),
    (
        OFFICER,
        """
            welfare:household_find
        """.split(),
    ),
    (
        OFFICES,
        """
            welfare:rescreen welfare:calendar_new welfare:calendar_act welfare:standards
            welfare:standard_new welfare:standard_history
        """.split(),
    ),
    (
        ADMINISTRATOR,
        """
            people:tokens people:token_new people:token_act
            operations operations_jobs operations_again
        """.split(),
    ),
    (
        READERS_OF_THE_LEDGER,
        """
            people:audit
        """.split(),
    ),
    (
        DESK,
        """
            clients:leaves clients:caseload clients:enrol clients:find clients:occupations clients:hand_overs
            clients:pairings clients:cadre_new placement:facts placement:fact_catalogue
            figures:registers figures:register figures:register_sheet figures:register_excel
            clients:hand_over clients:intake clients:intake_template employers:firms
            employers:firm_new employers:vacancies_kept placement:bases employers:base employers:base_new
            employers:firm employers:incentives employers:vacancy_occupations employers:vacancy_imports
            employers:vacancy_import_template employers:vacancy_reviews employers:verifications
            placement:stalled placement:pre_release placement:firm_referrals placement:referrals
            placement:placements placement:follow_ups placement:retention placement:training
            employers:training_bases employers:training_base_new employers:training_base
            employers:course employers:cohort employers:fairs employers:fair_new employers:fair
            placement:inside_training placement:cohort placement:cohort_attend placement:cohort_helps
        """.split(),
    ),
    (
        DESK_AND_OFFICER,
        """
            welfare:home welfare:take_up welfare:entitled welfare:entitled_excel
            welfare:applications welfare:calendar welfare:calendar_notice employers:vacancy
            clients:duties clients:duty_sheet clients:duty_excel
            placement:vacancies
        """.split(),
    ),
    (
        MEMBERS,
        """
            find
        """.split(),
    ),
    (
        STAFF,
        """
            people:me people:act_as jobs:mine jobs:inbox jobs:inbox_read
        """.split(),
    ),
    (
        ZHOU,
        """
            portal:firm portal:firm_edit portal:vacancies portal:vacancies_public portal:vacancy_new
            portal:vacancy_check portal:vacancy_occupations portal:vacancy portal:vacancy_edit portal:vacancy_copy
            portal:vacancy_close portal:vacancy_step portal:vacancy_imports
            portal:vacancy_import_template portal:vacancy_import portal:vacancy_import_progress
            portal:vacancy_import_apply portal:contacts portal:invite portal:leave portal:receiving
            portal:inbox_go candidates:candidates candidates:statistics candidates:undo
            candidates:together candidates:candidate candidates:answer portal:contact_act
            portal:asked_answer portal:incentives portal:incentive portal:hires
            portal:hire portal:hire_new portal:hire_edit portal:hire_leave portal:hire_insured
            portal:hire_prepare portal:dossiers portal:dossier portal:dossier_paper
            portal:dossier_sheet portal:dossier_pack portal:dossier_upload portal:dossier_waive
            portal:dossier_claim portal:claim_settle portal:dossier_turn portal:firm_year
            portal:year_return portal:year_return_remove portal:year_facts portal:year_prepare
        """.split(),
    ),
    (
        OF_A_FIRM,
        """
            portal:calculate
        """.split(),
    ),
    (
        WITHOUT_A_POST,
        """
            portal:home portal:firm_new portal:account portal:inbox portal:inbox_read
        """.split(),
    ),
    (
        SIGNED_IN,
        """
            home
        """.split(),
    ),
    (
        VISITOR,
        """
            me:link
        """.split(),
    ),
    (
        EVERYBODY,
        """
            wagtail_serve sitemap robots news_feed healthz readyz me:leave portal:register
            portal:register_sent
        """.split(),
    ),
    (
        NOBODY,
        """
            metrics ui:gallery ui:gallery_portal ui:gallery_entrance jobs:inbox_go welfare:application_move
            welfare:refusal me:answer me:done me:own me:withdraw portal:confirm portal:invited
            wagtaildocs_serve pictures portal:switch portal:vacancy_import_rest portal:again placement:referral_move
            figures:count figures:close
            placement:fact_answer portal:carried_put_away
        """.split(),
    ),
)
